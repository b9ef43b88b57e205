package io.parley.probe;

/**
 * What a right answer looks like, in words and as a predicate.
 *
 * @param words completes the sentence "a right answer ..."
 */
public record Expectation(String words, Judge judge) {
  /** Looks at what came back. */
  @FunctionalInterface
  public interface Judge {
    CaseOutcome judge(Exchange exchange, ServerFacts serverFacts);
  }

  /** Looks at an answer that is there. */
  @FunctionalInterface
  public interface AnswerJudge {
    CaseOutcome judge(ProbeResponse probeResponse, Exchange exchange);
  }

  public CaseOutcome of(Exchange exchange, ServerFacts serverFacts) {
    return judge.judge(exchange, serverFacts);
  }

  /** A predicate over the answer's head; no answer at all is wrong. */
  public static Expectation answer(String words, AnswerJudge judge) {
    return new Expectation(
        words,
        (exchange, serverFacts) ->
            exchange
                .answer()
                .map(probeResponse -> judge.judge(probeResponse, exchange))
                .orElseGet(() -> CaseOutcome.failed(exchange.silence())));
  }

  /** Both are demanded; the first that does not pass decides. */
  public Expectation and(Expectation other) {
    return new Expectation(
        words + ", " + other.words,
        (exchange, serverFacts) -> {
          CaseOutcome first = of(exchange, serverFacts);
          return first.isPassed() ? other.of(exchange, serverFacts) : first;
        });
  }

  /** Either will do; where neither passes, both reasons are given. */
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
