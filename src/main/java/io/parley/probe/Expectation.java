package io.parley.probe;

/**
 * What a right response looks like, in words and as a predicate.
 *
 * @param words completes the sentence "a right answer ..."
 */
public record Expectation(String words, Judge judge) {
  /** Judges an exchange. */
  @FunctionalInterface
  public interface Judge {
    CaseOutcome judge(Exchange exchange, ServerFacts serverFacts);
  }

  /** Judges a response that arrived. */
  @FunctionalInterface
  public interface AnswerJudge {
    CaseOutcome judge(ProbeResponse probeResponse, Exchange exchange);
  }

  public CaseOutcome of(Exchange exchange, ServerFacts serverFacts) {
    return judge.judge(exchange, serverFacts);
  }

  /** Makes an expectation of a response; no response at all is wrong. */
  public static Expectation answer(String words, AnswerJudge judge) {
    return new Expectation(
        words,
        (exchange, serverFacts) ->
            exchange
                .answer()
                .map(probeResponse -> judge.judge(probeResponse, exchange))
                .orElseGet(() -> CaseOutcome.failed(exchange.silence())));
  }

  /** Requires both; the first that does not pass decides. */
  public Expectation and(Expectation other) {
    return new Expectation(
        words + ", " + other.words,
        (exchange, serverFacts) -> {
          CaseOutcome first = of(exchange, serverFacts);
          return first.isPassed() ? other.of(exchange, serverFacts) : first;
        });
  }

  /** Requires one of the two; where neither passes, both reasons are given. */
  public Expectation or(Expectation other) {
    return new Expectation(
        words + "; or " + other.words,
        (exchange, serverFacts) -> {
          CaseOutcome first = of(exchange, serverFacts);
          CaseOutcome second = first.isPassed() ? first : other.of(exchange, serverFacts);
          return second.isFailed() && first.isFailed() && !first.equals(second)
              ? CaseOutcome.failed(first.why() + "; " + second.why())
              : second;
        });
  }
}
