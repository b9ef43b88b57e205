package io.parley.handshake;

import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.Optional;

/**
 * What one rule found in an opening handshake.
 *
 * @param rule the rule's name
 * @param problemCode empty where the outcome is no problem
 * @param saw the peer's text, safe to show; empty where it sent none
 * @param detail one sentence, safe to show
 * @param suggestion the value that would be accepted instead, safe to show; empty where there is
 *     not exactly one
 */
public record Finding(
    String rule,
    Outcome outcome,
    Optional<ProblemCode> problemCode,
    Clause clause,
    String saw,
    String detail,
    Optional<String> suggestion) {

  private Finding(
      String rule,
      Outcome outcome,
      Optional<ProblemCode> problemCode,
      Clause clause,
      String saw,
      String detail) {
    this(rule, outcome, problemCode, clause, saw, detail, Optional.empty());
  }

  static Finding passed(String rule, Clause clause, String saw, String detail) {
    return new Finding(rule, Outcome.PASSED, Optional.empty(), clause, SafeText.of(saw), detail);
  }

  static Finding chosen(String rule, Clause clause, String saw, String detail) {
    return new Finding(rule, Outcome.CHOSEN, Optional.empty(), clause, SafeText.of(saw), detail);
  }

  static Finding ignored(String rule, Clause clause, String saw, String detail) {
    return new Finding(rule, Outcome.IGNORED, Optional.empty(), clause, SafeText.of(saw), detail);
  }

  static Finding declined(String rule, ProblemCode problemCode, String saw, String detail) {
    return new Finding(
        rule,
        Outcome.DECLINED,
        Optional.of(problemCode),
        problemCode.clause(),
        SafeText.of(saw),
        detail);
  }

  static Finding refused(String rule, ProblemCode problemCode, String saw, String detail) {
    return new Finding(
        rule,
        Outcome.REFUSED,
        Optional.of(problemCode),
        problemCode.clause(),
        SafeText.of(saw),
        detail);
  }

  /** Copies the finding with a value that would be accepted instead. */
  Finding suggesting(String other) {
    return new Finding(rule, outcome, problemCode, clause, saw, detail, Optional.of(other));
  }

  /** What to change; empty where nothing has to change. */
  public Optional<String> advice() {
    return suggestion.map(other -> "Use " + other + ".").or(() -> problemCode.map(this::advice));
  }

  private String advice(ProblemCode about) {
    return about == ProblemCode.ORIGIN_NOT_ALLOWED
        ? OriginAdvice.of(saw).orElseGet(about::advice)
        : about.advice();
  }
}
