package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.echoed;
import static io.parley.probe.ExpectFrames.failed;

import io.parley.probe.Facts;
import io.parley.probe.Frame;
import io.parley.probe.Need;
import io.parley.probe.Request;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.util.function.BiFunction;

/** Framing: per-message compression. */
final class Rfc7692Section6 {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private Rfc7692Section6() {}

  static Section section() {
    return Section.of("rfc7692", "6", "Framing: per-message compression")
        .needing(Need.DEFLATE)
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
            Rfc7692Section6::laterBit,
            failed())
        .must(
            "set RSV2",
            "fail the connection",
            frames(1, Frame.text("plain").reserving(2)),
            failed());
  }

  private static BiFunction<Facts, Request, Script> frames(int pongs, Frame... frames) {
    return (facts, r) ->
        Script.of(r.with(FIELD, "permessage-deflate"))
            .frames(frames)
            .frames(Frame.ping("behind"))
            .ponged(pongs, 1);
  }

  private static Script laterBit(Facts facts, Request plain) {
    Frame first = Frame.text("par").withMoreToCome();
    Frame second = Frame.compressed("ley").of(0);
    return frames(1, first, second).apply(facts, plain);
  }
}
