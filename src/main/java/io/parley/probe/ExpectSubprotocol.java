package io.parley.probe;

import java.util.List;
import java.util.function.BiPredicate;

/** Expectations of the choice of a subprotocol. */
public final class ExpectSubprotocol {
  private static final String FIELD = "Sec-WebSocket-Protocol";

  private ExpectSubprotocol() {}

  /** Chooses the subprotocol that the server is known to speak, and no other. */
  public static Expectation subprotocol() {
    return choosing(
        "names the subprotocol that the server speaks",
        (chosen, serverFacts) -> chosen.equals(List.of(serverFacts.subprotocol())));
  }

  public static Expectation noSubprotocol() {
    return choosing("names no subprotocol", (chosen, serverFacts) -> chosen.isEmpty());
  }

  /** Chooses one of the two subprotocols that the server is known to speak. */
  public static Expectation oneOfBoth() {
    return choosing(
        "names one of the two",
        (chosen, serverFacts) ->
            chosen.size() == 1 && serverFacts.subprotocols().subList(0, 2).contains(chosen.get(0)));
  }

  /** Chooses the first offered one: the order of the field is the client's preference. */
  public static Expectation firstOffered() {
    return new Expectation(
        "names the first that was offered",
        (exchange, serverFacts) ->
            CaseOutcome.when(
                chosen(exchange).equals(exchange.probeRequest().elements(FIELD).subList(0, 1)),
                told(exchange)));
  }

  private static Expectation choosing(String words, BiPredicate<List<String>, ServerFacts> demand) {
    return new Expectation(
        words,
        (exchange, serverFacts) ->
            exchange.answer().isEmpty()
                ? CaseOutcome.failed(exchange.silence())
                : CaseOutcome.when(demand.test(chosen(exchange), serverFacts), told(exchange)));
  }

  private static String told(Exchange exchange) {
    return FIELD
        + " is "
        + exchange
            .answer()
            .map(probeResponse -> Expect.shown(probeResponse, FIELD))
            .orElse("absent");
  }

  private static List<String> chosen(Exchange exchange) {
    return exchange.answer().map(probeResponse -> probeResponse.values(FIELD)).orElse(List.of());
  }
}
