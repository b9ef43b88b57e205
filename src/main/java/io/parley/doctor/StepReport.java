package io.parley.doctor;

import java.util.List;

/**
 * What came of one step.
 *
 * @param seen lines that are safe to show
 */
public record StepReport(Step step, Outcome outcome, List<String> seen) {
  /** How a step ended. */
  public enum Outcome {
    PASSED("ok"),
    FAILED("failed"),
    NOT_CHECKED("-"),
    NOT_REACHED("-");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public StepReport {
    seen = List.copyOf(seen);
  }
}
