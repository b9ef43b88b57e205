package io.parley.probe;

import java.util.List;

/**
 * The result of a case.
 *
 * @param exchange what was sent and received; empty for a skipped case
 * @param nanos how long it took
 */
public record CaseResult(Case subject, CaseOutcome caseOutcome, Exchange exchange, long nanos) {
  static CaseResult skipped(Case subject, String why) {
    ProbeRequest none = new ProbeRequest("", "", "", List.of(), "");
    return new CaseResult(
        subject, CaseOutcome.skipped(why), new Exchange(none, "", "", ConnectionState.OPEN), 0);
  }

  boolean isFailed(DemandLevel demandLevel) {
    return caseOutcome.isFailed() && subject.demandLevel() == demandLevel;
  }
}
