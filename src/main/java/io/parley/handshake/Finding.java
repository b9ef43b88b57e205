package io.parley.handshake;

import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.Optional;

/**
 * What one rule saw in an offer and made of it.
 *
 * @param rule the rule's name
 * @param code empty where the offer passed or was chosen
 * @param saw the peer's text, safe to show; empty where it sent none
 * @param detail one sentence, safe to show
 * @param suggestion what would be accepted instead, safe to show; empty where that is not one value
 */
public record Finding(
    String rule,
    Outcome outcome,
    Optional<Code> code,
    Clause clause,
    String saw,
    String detail,
    Optional<String> suggestion) {

  private Finding(
      String rule, Outcome outcome, Optional<Code> code, Clause clause, String saw, String detail) {
    this(rule, outcome, code, clause, saw, detail, Optional.empty());
  }

  static Finding passed(String rule, Clause clause, String saw, String detail) {
    return new Finding(rule, Outcome.PASSED, Optional.empty(), clause, Shown.of(saw), detail);
  }

  static Finding chosen(String rule, Clause clause, String saw, String detail) {
    return new Finding(rule, Outcome.CHOSEN, Optional.empty(), clause, Shown.of(saw), detail);
  }

  static Finding ignored(String rule, Clause clause, String saw, String detail) {
    return new Finding(rule, Outcome.IGNORED, Optional.empty(), clause, Shown.of(saw), detail);
  }

  static Finding declined(String rule, Code code, String saw, String detail) {
    return new Finding(
        rule, Outcome.DECLINED, Optional.of(code), code.clause(), Shown.of(saw), detail);
  }

  static Finding refused(String rule, Code code, String saw, String detail) {
    return new Finding(
        rule, Outcome.REFUSED, Optional.of(code), code.clause(), Shown.of(saw), detail);
  }

  /** The same, with what would be accepted instead. */
  Finding suggesting(String other) {
    return new Finding(rule, outcome, code, clause, saw, detail, Optional.of(other));
  }

  /** What to change; empty where there is nothing to. */
  public Optional<String> advice() {
    return suggestion.map(other -> "Use " + other + ".").or(() -> code.map(this::advice));
  }

  private String advice(Code about) {
    return about == Code.ORIGIN_NOT_ALLOWED
        ? OriginAdvice.of(saw).orElseGet(about::advice)
        : about.advice();
  }
}
