package io.parley.probe.section;

import static io.parley.probe.ExpectFrames.failed;

import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** Base Framing Protocol. */
final class Rfc6455_5_2_BaseFramingProtocol {
  private Rfc6455_5_2_BaseFramingProtocol() {}

  static Section section() {
    return Section.of("rfc6455", "5.2", "Base Framing Protocol")
        .must(
            "set RSV1, and nothing was negotiated",
            "fail the connection",
            frame(Frame.text("parley").reserving(4)),
            failed())
        .must("set RSV2", "fail the connection", frame(Frame.text("parley").reserving(2)), failed())
        .must("set RSV3", "fail the connection", frame(Frame.text("parley").reserving(1)), failed())
        .must(
            "send an opcode that is reserved",
            "fail the connection",
            frame(Frame.text("parley").of(3)),
            failed());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> frame(Frame frame) {
    return (serverFacts, r) -> Script.of(r).frames(frame, Frame.ping("behind")).ponged(1);
  }
}
