package io.parley.probe.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.Case;
import io.parley.probe.CaseResult;
import io.parley.probe.Probe;
import io.parley.probe.ProbeOptions;
import io.parley.probe.ProbeTarget;
import io.parley.probe.Report;
import io.parley.probe.ServerFacts;
import io.parley.probe.http2.strict.StrictTunnelServer;
import io.parley.probe.http2.strict.TunnelFlaw;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each case over HTTP/2 passes on a correct server, and fails on one with a single flaw. */
@Timeout(60)
final class ProvenTunnelCasesIT {
  @Test
  @DisplayName("a server without fault fails no case, and no case is skipped")
  void strictServerFailsNothing() throws IOException {
    try (StrictTunnelServer server = StrictTunnelServer.start()) {
      ProbeOptions options = options(server.url(), Duration.ofSeconds(4));
      Report report = Probe.run(options, TunnelSections.all(), caseResult -> {});
      assertThat(report.findings())
          .filteredOn(each -> !each.caseOutcome().isPassed())
          .extracting(ProvenTunnelCasesIT::told)
          .isEmpty();
    }
  }

  @TestFactory
  @DisplayName("each case is red against a server with one flaw")
  Stream<DynamicTest> eachCaseIsRedOnce() throws IOException {
    Map<String, TunnelFlaw> flaws = flaws();
    return TunnelSections.all().stream()
        .flatMap(section -> section.cases().stream())
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.address() + " against " + flaws.get(each.address().toString()),
                    () -> isRed(each, flaws)));
  }

  private static void isRed(Case each, Map<String, TunnelFlaw> flaws) throws IOException {
    String address = each.address().toString();
    assertThat(flaws).as("a flaw that this case finds").containsKey(address);
    try (StrictTunnelServer server = StrictTunnelServer.start(flaws.get(address))) {
      ServerFacts serverFacts = ServerFacts.assumed(options(server.url(), Duration.ofMillis(700)));
      CaseResult caseResult = each.play(serverFacts, Transport.plain(server.address()));
      assertThat(caseResult.caseOutcome().isFailed()).as(told(caseResult)).isTrue();
    }
  }

  private static ProbeOptions options(String url, Duration timeout) {
    return new ProbeOptions(
        ProbeTarget.parse(url),
        List.of(),
        List.of(),
        List.of("soap", "wamp"),
        timeout,
        8,
        List.of(),
        true);
  }

  private static Map<String, TunnelFlaw> flaws() throws IOException {
    Map<String, TunnelFlaw> flaws = new LinkedHashMap<>();
    try (var in = ProvenTunnelCasesIT.class.getResourceAsStream("flaws.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] words = line.split(" ", 2);
        flaws.put(words[0], TunnelFlaw.valueOf(words[1]));
      }
    }
    return flaws;
  }

  private static String told(CaseResult caseResult) {
    return caseResult.subject().address() + " " + caseResult.caseOutcome().why();
  }
}
