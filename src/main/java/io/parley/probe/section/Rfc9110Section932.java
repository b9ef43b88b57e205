package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.ExpectHttp.noBody;

import io.parley.probe.Facts;
import io.parley.probe.Request;
import io.parley.probe.Script;
import io.parley.probe.Section;
import java.time.Duration;

/** HEAD. */
final class Rfc9110Section932 {
  private Rfc9110Section932() {}

  static Section section() {
    return Section.of("rfc9110", "9.3.2", "HEAD")
        .must(
            "send the handshake with HEAD",
            "send no content",
            Rfc9110Section932::head,
            notUpgraded().and(noBody()));
  }

  private static Script head(Facts facts, Request plain) {
    return Script.of(plain.by("HEAD")).pause(Duration.ofMillis(200));
  }
}
