package io.parley.probe.section;

import static io.parley.probe.Expect.notUpgraded;
import static io.parley.probe.ExpectHttp.noBody;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Script;
import io.parley.probe.Section;
import io.parley.probe.ServerFacts;
import java.time.Duration;

/** HEAD. */
final class Rfc9110_9_3_2_Head {
  private Rfc9110_9_3_2_Head() {}

  static Section section() {
    return Section.of("rfc9110", "9.3.2", "HEAD")
        .must(
            "send the handshake with HEAD",
            "send no content",
            Rfc9110_9_3_2_Head::head,
            notUpgraded().and(noBody()));
  }

  private static Script head(ServerFacts serverFacts, ProbeRequest plain) {
    return Script.of(plain.by("HEAD")).pause(Duration.ofMillis(200));
  }
}
