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

/** Parley itself, from its WAR, by the book. */
final class ParleyProbedIT {
  /** What fails today, each with its reason: nothing else may, and what is repaired leaves here. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "rfc7692/7.2.2/6",
          "Jetty loses its place in a compressed message at a ping, once context takeover is off",
          "rfc9112/2.3/2",
          "Jetty reads the name of the protocol in any case",
          "rfc9112/3.2/3",
          "whether a Host is served is asked before how many there are");

  @Test
  void passesEveryCaseOfEveryLevelButTheKnown() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      Map<String, String> failed = new TreeMap<>();
      run(parley)
          .failures()
          .forEach(each -> failed.put(each.subject().address().toString(), each.outcome().why()));
      assertThat(failed).containsOnlyKeys(KNOWN.keySet());
    }
  }

  private static Report run(RunningParley parley) throws IOException {
    Target target = Target.parse("ws://localhost:" + parley.port(0) + "/echo");
    ProbeOptions options =
        new ProbeOptions(
            target,
            List.of(),
            List.of(),
            List.of("soap", "wamp"),
            Duration.ofSeconds(10),
            4,
            List.of(),
            true);
    return Probe.run(options, Sections.all(), finding -> {});
  }
}
