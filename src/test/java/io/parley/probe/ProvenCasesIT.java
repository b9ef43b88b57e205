package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.section.Sections;
import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each case passes on a correct server, and fails on one with a single flaw. */
final class ProvenCasesIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @Test
  @DisplayName("a server without fault fails no case")
  void strictServerFailsNothing() throws IOException {
    try (StrictServer server = StrictServer.start()) {
      Report report = Probe.run(options(server, TIMEOUT), Sections.all(), caseResult -> {});
      assertThat(report.failures()).extracting(ProvenCasesIT::told).isEmpty();
    }
  }

  @TestFactory
  @DisplayName("each case is red against a server with one flaw")
  Stream<DynamicContainer> eachCaseIsRedOnce() throws IOException {
    Map<String, Flaw> flaws = flaws();
    return Sections.all().stream()
        .map(
            section ->
                DynamicContainer.dynamicContainer(
                    section.name() + " " + section.title(), tests(section, flaws)));
  }

  private static Stream<DynamicTest> tests(Section section, Map<String, Flaw> flaws) {
    return section.cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.address() + " against " + flaws.get(each.address().toString()),
                    () -> isRed(each, flaws)));
  }

  private static void isRed(Case each, Map<String, Flaw> flaws) throws IOException {
    assertThat(flaws).as("a flaw that this case finds").containsKey(each.address().toString());
    CaseResult caseResult = play(each, flaws.get(each.address().toString()));
    assertThat(caseResult.caseOutcome()).isInstanceOf(CaseOutcome.Failed.class);
  }

  static Stream<Case> cases() {
    return Sections.all().stream().flatMap(section -> section.cases().stream());
  }

  static CaseResult play(Case each, Flaw... flaws) throws IOException {
    try (StrictServer server = StrictServer.start(flaws)) {
      ServerFacts serverFacts = ServerFacts.assumed(options(server, Duration.ofSeconds(1)));
      return each.play(serverFacts, Transport.plain(server.address()));
    }
  }

  private static ProbeOptions options(StrictServer server, Duration timeout) {
    return new ProbeOptions(
        ProbeTarget.parse(server.url()),
        List.of(),
        List.of(),
        List.of("soap", "wamp"),
        timeout,
        8,
        List.of(),
        true);
  }

  private static Map<String, Flaw> flaws() throws IOException {
    Map<String, Flaw> flaws = new LinkedHashMap<>();
    try (var in = ProvenCasesIT.class.getResourceAsStream("flaws.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        List<String> words = new ArrayList<>(List.of(line.split(" +", -1)));
        flaws.put(words.get(0), Flaw.valueOf(words.get(1)));
      }
    }
    return flaws;
  }

  private static String told(CaseResult caseResult) {
    return caseResult.subject().address() + " " + caseResult.caseOutcome().why();
  }
}
