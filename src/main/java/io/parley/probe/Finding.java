package io.parley.probe;

import java.util.List;

/**
 * What became of a case.
 *
 * @param exchange what went over the connection; empty for a skipped case
 * @param nanos how long it took
 */
public record Finding(Case subject, Outcome outcome, Exchange exchange, long nanos) {
  static Finding skipped(Case subject, String why) {
    Request none = new Request("", "", "", List.of(), "");
    return new Finding(subject, Outcome.skipped(why), new Exchange(none, "", "", Ending.OPEN), 0);
  }

  boolean isFailed(Level level) {
    return outcome.isFailed() && subject.level() == level;
  }
}
