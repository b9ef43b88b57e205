package io.parley.probe;

/** The outcome of one case. */
public sealed interface CaseOutcome {
  /** The response met the expectation; tells what was seen where that is worth a word. */
  record Passed(String why) implements CaseOutcome {}

  /** The response was wrong, with the reason. */
  record Failed(String why) implements CaseOutcome {}

  /** The case does not apply to this server, with the reason. */
  record Skipped(String why) implements CaseOutcome {}

  static CaseOutcome passed() {
    return passed("");
  }

  static CaseOutcome passed(String seen) {
    return new Passed(seen);
  }

  static CaseOutcome failed(String why) {
    return new Failed(why);
  }

  static CaseOutcome skipped(String why) {
    return new Skipped(why);
  }

  /** Returns passed, or failed with the reason. */
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

  /** One of passed, failed and skipped. */
  default String name() {
    return isPassed() ? "passed" : isFailed() ? "failed" : "skipped";
  }

  /** Why it failed or was skipped; what was seen of a pass, or empty. */
  String why();
}
