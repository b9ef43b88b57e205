package io.parley.probe;

/** What became of one case. */
public sealed interface CaseOutcome {
  /** The answer was one of the right ones. */
  record Passed() implements CaseOutcome {}

  /** The answer was wrong, and how. */
  record Failed(String why) implements CaseOutcome {}

  /** The case does not apply to this server, and why. */
  record Skipped(String why) implements CaseOutcome {}

  static CaseOutcome passed() {
    return new Passed();
  }

  static CaseOutcome failed(String why) {
    return new Failed(why);
  }

  static CaseOutcome skipped(String why) {
    return new Skipped(why);
  }

  /** Passed, or failed with the reason. */
  static CaseOutcome when(boolean right, String otherwise) {
    return right ? passed() : failed(otherwise);
  }

  default boolean isPassed() {
    return this instanceof Passed;
  }

  default boolean isFailed() {
    return this instanceof Failed;
  }

  default boolean isSkipped() {
    return this instanceof Skipped;
  }

  /** One word for it: passed, failed or skipped. */
  default String name() {
    return isPassed() ? "passed" : isFailed() ? "failed" : "skipped";
  }

  /** Why it failed or was skipped; of a pass, the empty string. */
  default String why() {
    return "";
  }
}
