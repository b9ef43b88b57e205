package io.parley.probe.section;

import static io.parley.probe.ExpectFrames.failed;

import io.parley.probe.Facts;
import io.parley.probe.Frame;
import io.parley.probe.Request;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.util.function.BiFunction;

/** Framing: Overview. */
final class Rfc6455Section51 {
  private Rfc6455Section51() {}

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

  private static BiFunction<Facts, Request, Script> frame(Frame frame, int pongs) {
    return (facts, r) -> Script.of(r).frames(frame, Frame.ping("behind")).ponged(pongs);
  }
}
