package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.http2.TunnelSections;
import io.parley.probe.section.Sections;
import io.parley.probe.transport.Connector;
import io.parley.probe.transport.TlsOptions;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** With a TLS of its own, over both versions of HTTP. */
  @Test
  void passesEveryCaseOverTlsAndHttp2() throws Exception {
    try (RunningParley parley =
        RunningParley.start("--port", "0", "--tls-port", "0", "--tls-self-signed", "true")) {
      String url = "wss://localhost:" + parley.port(1) + "/echo";
      Connector trusting =
          new Connector(new TlsOptions(Optional.empty(), true, Optional.empty()), Optional.empty());
      for (List<Section> sections : List.of(Sections.all(), TunnelSections.all())) {
        Report report = Probe.run(options(url, trusting), sections, each -> {});
        assertThat(report.failures())
            .extracting(each -> each.subject().address() + " " + each.caseOutcome().why())
            .isEmpty();
        assertThat(report.findings())
            .filteredOn(each -> each.caseOutcome().isPassed())
            .hasSizeGreaterThan(80);
      }
    }
  }

  private static Report run(RunningParley parley) throws IOException {
    String url = "ws://localhost:" + parley.port(0) + "/echo";
    return Probe.run(options(url, Connector.DIRECT), Sections.all(), caseResult -> {});
  }

  private static ProbeOptions options(String url, Connector connector) {
    return new ProbeOptions(
        ProbeTarget.parse(url),
        List.of(),
        List.of(),
        List.of("soap", "wamp"),
        Duration.ofSeconds(10),
        4,
        List.of(),
        true,
        connector);
  }
}
