package io.parley.probe;

import io.parley.probe.transport.ConnectionState;

/**
 * The result of a case.
 *
 * @param exchange what was sent and received; empty for a skipped case
 * @param nanos how long it took
 */
public record CaseResult(
    JudgedCase subject, CaseOutcome caseOutcome, Exchange exchange, long nanos) {
  public static CaseResult skipped(JudgedCase subject, String why) {
    return new CaseResult(
        subject, CaseOutcome.skipped(why), Exchange.of("", "", ConnectionState.OPEN), 0);
  }

  boolean isFailed(DemandLevel demandLevel) {
    return caseOutcome.isFailed() && subject.demandLevel() == demandLevel;
  }
}
