package io.parley.probe;

/**
 * What a right answer looks like, in words and as a predicate.
 *
 * @param words completes the sentence "a right answer ..."
 */
public record Right(String words, Judge judge) {
  /** Looks at what came back. */
  @FunctionalInterface
  public interface Judge {
    Outcome judge(Exchange exchange, Facts facts);
  }

  /** Looks at an answer that is there. */
  @FunctionalInterface
  public interface AnswerJudge {
    Outcome judge(Answer answer, Exchange exchange);
  }

  public Outcome of(Exchange exchange, Facts facts) {
    return judge.judge(exchange, facts);
  }

  /** A predicate over the answer's head; no answer at all is wrong. */
  public static Right answer(String words, AnswerJudge judge) {
    return new Right(
        words,
        (exchange, facts) ->
            exchange
                .answer()
                .map(answer -> judge.judge(answer, exchange))
                .orElseGet(() -> Outcome.failed(exchange.silence())));
  }

  /** Both are demanded; the first that does not pass decides. */
  public Right and(Right other) {
    return new Right(
        words + ", " + other.words,
        (exchange, facts) -> {
          Outcome first = of(exchange, facts);
          return first.isPassed() ? other.of(exchange, facts) : first;
        });
  }

  /** Either will do; where neither passes, both reasons are given. */
  public Right or(Right other) {
    return new Right(
        words + "; or " + other.words,
        (exchange, facts) -> {
          Outcome first = of(exchange, facts);
          Outcome second = first.isPassed() ? first : other.of(exchange, facts);
          return second.isFailed() && first.isFailed() && !first.equals(second)
              ? Outcome.failed(first.why() + "; " + second.why())
              : second;
        });
  }
}
