package io.parley.probe;

import java.util.List;
import java.util.function.BiPredicate;

/** What may be expected of the choice of a subprotocol. */
public final class ExpectSubprotocol {
  private static final String FIELD = "Sec-WebSocket-Protocol";

  private ExpectSubprotocol() {}

  /** The one that the server is known to speak, and no other. */
  public static Right subprotocol() {
    return choosing(
        "names the subprotocol that the server speaks",
        (chosen, facts) -> chosen.equals(List.of(facts.subprotocol())));
  }

  public static Right noSubprotocol() {
    return choosing("names no subprotocol", (chosen, facts) -> chosen.isEmpty());
  }

  /** One of the two that the server is known to speak. */
  public static Right oneOfBoth() {
    return choosing(
        "names one of the two",
        (chosen, facts) ->
            chosen.size() == 1 && facts.subprotocols().subList(0, 2).contains(chosen.get(0)));
  }

  /** The one that we named first: the order of the field is the client's preference. */
  public static Right firstOffered() {
    return new Right(
        "names the first that was offered",
        (exchange, facts) ->
            Outcome.when(
                chosen(exchange).equals(exchange.request().elements(FIELD).subList(0, 1)),
                told(exchange)));
  }

  private static Right choosing(String words, BiPredicate<List<String>, Facts> demand) {
    return new Right(
        words,
        (exchange, facts) ->
            exchange.answer().isEmpty()
                ? Outcome.failed(exchange.silence())
                : Outcome.when(demand.test(chosen(exchange), facts), told(exchange)));
  }

  private static String told(Exchange exchange) {
    return FIELD
        + " is "
        + exchange.answer().map(answer -> Expect.shown(answer, FIELD)).orElse("absent");
  }

  private static List<String> chosen(Exchange exchange) {
    return exchange.answer().map(answer -> answer.values(FIELD)).orElse(List.of());
  }
}
