package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.echoed;
import static io.parley.probe.ExpectFrames.failed;

import io.parley.probe.Capability;
import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** Framing: per-message compression. */
final class Rfc7692_6_FramingPerMessageCompression {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private Rfc7692_6_FramingPerMessageCompression() {}

  static Section section() {
    return Section.of("rfc7692", "6", "Framing: per-message compression")
        .needing(Capability.DEFLATE)
        .must(
            "send a message uncompressed",
            "take it",
            frames(1, Frame.text("plain")),
            echoed("plain"))
        .must(
            "set RSV1 on a ping",
            "fail the connection",
            frames(2, Frame.ping("x").reserving(4)),
            failed())
        .must(
            "set RSV1 on a continuation",
            "fail the connection",
            Rfc7692_6_FramingPerMessageCompression::laterBit,
            failed())
        .must(
            "set RSV2",
            "fail the connection",
            frames(1, Frame.text("plain").reserving(2)),
            failed());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> frames(int pongs, Frame... frames) {
    return (serverFacts, r) ->
        Script.of(r.with(FIELD, "permessage-deflate"))
            .frames(frames)
            .frames(Frame.ping("behind"))
            .ponged(pongs, 1);
  }

  private static Script laterBit(ServerFacts serverFacts, ProbeRequest plain) {
    Frame first = Frame.text("par").withMoreToCome();
    Frame second = Frame.compressed("ley").of(0);
    return frames(1, first, second).apply(serverFacts, plain);
  }
}
