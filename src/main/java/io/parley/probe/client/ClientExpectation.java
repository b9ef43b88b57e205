package io.parley.probe.client;

import io.parley.probe.CaseOutcome;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a right client does, in words and as a judgement.
 *
 * @param words completes the sentence "a right client ..."
 */
record ClientExpectation(String words, Function<Observation, CaseOutcome> judge) {
  CaseOutcome of(Observation observation) {
    return judge.apply(observation);
  }

  /** Requires both; the first that does not pass decides. */
  ClientExpectation and(ClientExpectation other) {
    return new ClientExpectation(
        words + ", and " + other.words,
        observation -> {
          CaseOutcome first = of(observation);
          return first.isPassed() ? other.of(observation) : first;
        });
  }

  /** Requires one of the two. */
  ClientExpectation or(ClientExpectation other) {
    return new ClientExpectation(
        words + "; or " + other.words,
        observation -> {
          CaseOutcome first = of(observation);
          CaseOutcome second = first.isPassed() ? first : other.of(observation);
          return second.isPassed() || first.equals(second)
              ? second
              : CaseOutcome.failed(first.why() + "; " + second.why());
        });
  }

  /** Takes the connection for established: it sends its message and echoes ours. */
  static ClientExpectation opens() {
    return new ClientExpectation(
        "opens the connection: it sends its message and echoes ours",
        seen -> {
          boolean right = seen.texts().size() > 1 && seen.texts().contains(Dialog.OURS);
          boolean none = right || seen.texts().isEmpty();
          return when(right, seen, none ? "" : "it did not echo our message; ");
        });
  }

  /** Fails the connection: nothing is sent but a Close frame, and TCP is closed. */
  static ClientExpectation fails() {
    return new ClientExpectation(
        "sends no message and closes the TCP connection",
        seen -> when(!seen.wentOn() && seen.isEnded(), seen, ""));
  }

  /** Opens the connection, then gives it up: it sends no more messages and closes TCP. */
  static ClientExpectation failsOpen() {
    return new ClientExpectation(
        "opens the connection, then sends no more messages and closes the TCP connection",
        seen -> {
          int messages = ClientMessages.assemble(seen.frames()).size();
          return when(
              messages == 1 && seen.isEnded(),
              seen,
              messages > 1 ? "it took what we sent and answered; " : "");
        });
  }

  /** Does not take the connection for established; it may keep it for other requests. */
  static ClientExpectation staysClosed() {
    return new ClientExpectation("sends no frame", seen -> when(!seen.wentOn(), seen, ""));
  }

  /** Requires something of the request. */
  static ClientExpectation request(
      String words, Predicate<OpeningRequest> right, Function<OpeningRequest, String> shown) {
    return new ClientExpectation(
        words,
        seen ->
            right.test(seen.request())
                ? CaseOutcome.passed(shown.apply(seen.request()))
                : CaseOutcome.failed(shown.apply(seen.request())));
  }

  /** Requires something of what was seen; says the same words of a pass and of a failure. */
  static CaseOutcome when(boolean right, Observation seen, String first) {
    String told = first + seen.told();
    return right ? CaseOutcome.passed(told) : CaseOutcome.failed(told);
  }
}
