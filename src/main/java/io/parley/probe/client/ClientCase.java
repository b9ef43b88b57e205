package io.parley.probe.client;

import io.parley.probe.Address;
import io.parley.probe.CaseOutcome;
import io.parley.probe.CaseResult;
import io.parley.probe.DemandLevel;
import io.parley.probe.JudgedCase;
import java.util.Optional;
import java.util.Set;

/**
 * A test case for a client.
 *
 * @param we how we answer, completing "we ..."
 * @param they what the client has to do, completing "they ..."
 * @param needs what the client must offer
 */
record ClientCase(
    Address address,
    DemandLevel demandLevel,
    String we,
    String they,
    Set<ClientCapability> needs,
    ClientScript script,
    ClientExpectation expectation)
    implements JudgedCase {
  ClientCase {
    needs = Set.copyOf(needs);
  }

  @Override
  public String right() {
    return expectation.words();
  }

  /** Plays the case, or a right conversation where it does not apply. */
  CaseResult play(Dialog dialog, ClientHistory history) {
    long start = System.nanoTime();
    Optional<String> missing = missing(dialog.request());
    if (missing.isPresent()) {
      dialog.converse(dialog.right().octets());
      return CaseResult.skipped(this, missing.get());
    }
    script.play(dialog);
    Observation seen = dialog.observation(history);
    CaseOutcome outcome = expectation.of(seen);
    return new CaseResult(this, outcome, seen.exchange(), System.nanoTime() - start);
  }

  private Optional<String> missing(OpeningRequest request) {
    return needs.stream()
        .sorted()
        .filter(capability -> !capability.isIn(request))
        .map(ClientCapability::reason)
        .findFirst();
  }
}
