package io.parley.probe.section;

import static io.parley.probe.ExpectFrames.failed;

import io.parley.probe.Frame;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.util.function.BiFunction;

/** Framing: Overview. */
final class Rfc6455_5_1_FramingOverview {
  private Rfc6455_5_1_FramingOverview() {}

  static Section section() {
    return Section.of("rfc6455", "5.1", "Framing: Overview")
        .must(
            "send a frame without a mask",
            "fail the connection",
            frame(Frame.text("parley").unmasked(), 1),
            failed())
        .must(
            "ping without a mask",
            "fail the connection",
            frame(Frame.ping("parley").unmasked(), 2),
            failed());
  }

  private static BiFunction<ServerFacts, ProbeRequest, Script> frame(Frame frame, int pongs) {
    return (serverFacts, r) -> Script.of(r).frames(frame, Frame.ping("behind")).ponged(pongs);
  }
}
