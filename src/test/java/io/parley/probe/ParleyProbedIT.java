package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.section.Sections;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Parley itself, from its WAR, against all cases of the probe. */
class ParleyProbedIT {
  @Test
  void passesEveryCaseOfEveryLevel() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      Map<String, String> failed = new TreeMap<>();
      run(parley)
          .failures()
          .forEach(
              each -> failed.put(each.subject().address().toString(), each.caseOutcome().why()));
      assertThat(failed).isEmpty();
    }
  }

  private static Report run(RunningParley parley) throws IOException {
    ProbeTarget probeTarget = ProbeTarget.parse("ws://localhost:" + parley.port(0) + "/echo");
    ProbeOptions options =
        new ProbeOptions(
            probeTarget,
            List.of(),
            List.of(),
            List.of("soap", "wamp"),
            Duration.ofSeconds(10),
            4,
            List.of(),
            true);
    return Probe.run(options, Sections.all(), caseResult -> {});
  }
}
