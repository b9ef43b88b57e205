package io.parley.probe.client;

import static io.parley.probe.client.strict.ClientFlaw.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.CaseOutcome;
import io.parley.probe.CaseResult;
import io.parley.probe.Report;
import io.parley.probe.client.strict.ClientFlaw;
import io.parley.probe.client.strict.StrictClient;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each case passes for a correct client, and fails for one with a single flaw. */
final class ProvenClientCasesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Map<ClientCapability, ClientFlaw> ABSENT =
      new EnumMap<>(
          Map.of(
              ClientCapability.NO_DEFLATE, OFFERS_NO_DEFLATE,
              ClientCapability.NO_CLIENT_WINDOW, OFFERS_NO_WINDOW));

  @Test
  @DisplayName("a client without fault fails no case")
  void strictClientFailsNothing() throws Exception {
    assertThat(played()).extracting(ProvenClientCasesIT::told).isEmpty();
  }

  @Test
  @DisplayName("a client without fault that offers nothing fails no case")
  void clientThatOffersNothingFailsNothing() throws Exception {
    assertThat(played(OFFERS_NO_SUBPROTOCOL, OFFERS_NO_DEFLATE, OFFERS_NO_WINDOW))
        .extracting(ProvenClientCasesIT::told)
        .isEmpty();
  }

  private static List<CaseResult> played(ClientFlaw... flaws) throws IOException {
    try (ClientProbe probe = ClientProbe.start(options(List.of(), 5), report -> {})) {
      for (int number = 1; number <= probe.count(); number++) {
        visit(probe, number, flaws);
      }
      Report report = probe.report(CaseTarget.UNNAMED);
      assertThat(report.findings())
          .extracting(f -> f.caseOutcome().why())
          .doesNotContain("the client did not run it");
      return report.failures();
    }
  }

  @TestFactory
  @DisplayName("each case is red for a client with one flaw")
  Stream<DynamicTest> eachCaseIsRedOnce() throws IOException {
    Map<String, ClientFlaw> flaws = flaws();
    return ClientCases.sections().stream()
        .flatMap(section -> section.cases().stream())
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.address() + " for " + flaws.get(each.address().toString()),
                    () -> isRed(each, flaws)));
  }

  private static void isRed(ClientCase each, Map<String, ClientFlaw> flaws) throws IOException {
    String address = each.address().toString();
    assertThat(flaws).as("a flaw that this case finds").containsKey(address);
    List<ClientFlaw> all = new ArrayList<>(List.of(flaws.get(address)));
    each.needs().forEach(need -> Optional.ofNullable(ABSENT.get(need)).ifPresent(all::add));
    ClientFlaw[] shown = all.toArray(ClientFlaw[]::new);
    CaseOutcome outcome = play(each, 1, shown).caseOutcome();
    if (!(outcome instanceof CaseOutcome.Failed)) {
      // A busy machine may have shown the flaw too late for a probe that waits so briefly.
      outcome = play(each, 10, shown).caseOutcome();
    }
    assertThat(outcome).isInstanceOf(CaseOutcome.Failed.class);
  }

  private static CaseResult play(ClientCase each, int seconds, ClientFlaw... flaws)
      throws IOException {
    String address = each.address().toString();
    ClientProbeOptions options = options(List.of(address), seconds);
    try (ClientProbe probe = ClientProbe.start(options, report -> {})) {
      int number =
          ClientProbe.cases(options).stream()
                  .map(found -> found.address().toString())
                  .toList()
                  .indexOf(address)
              + 1;
      CaseResult result = visit(probe, number, flaws);
      boolean repeats =
          List.of(flaws).contains(SENDS_SAME_KEY) || List.of(flaws).contains(SENDS_SAME_FIRST_MASK);
      return repeats ? visit(probe, number, flaws) : result;
    }
  }

  /** Visits a case, and waits for its result: the server judges after the client has left. */
  private static CaseResult visit(ClientProbe probe, int number, ClientFlaw... flaws) {
    Optional<CaseResult> before = probe.result(CaseTarget.UNNAMED, number);
    StrictClient.visit(probe.port(), "/case/" + number, flaws);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (probe.result(CaseTarget.UNNAMED, number).equals(before)
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    return probe.result(CaseTarget.UNNAMED, number).orElseThrow();
  }

  static ClientProbeOptions options(List<String> only, int seconds) {
    return new ClientProbeOptions(
        List.of(InetAddress.getLoopbackAddress()),
        0,
        Duration.ofSeconds(seconds),
        only,
        true,
        Optional.empty());
  }

  private static Map<String, ClientFlaw> flaws() throws IOException {
    Map<String, ClientFlaw> flaws = new LinkedHashMap<>();
    try (var in = ProvenClientCasesIT.class.getResourceAsStream("client-flaws.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        List<String> words = List.of(line.split(" +", -1));
        flaws.put(words.get(0), ClientFlaw.valueOf(words.get(1)));
      }
    }
    return flaws;
  }

  private static String told(CaseResult result) {
    return result.subject().address()
        + " "
        + result.subject().we()
        + ": "
        + result.caseOutcome().why();
  }
}
