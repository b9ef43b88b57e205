package io.parley.probe;

/** Expectations of any HTTP response. */
public final class ExpectHttp {
  private ExpectHttp() {}

  public static Expectation field(String name) {
    return Expectation.answer(
        "has " + name,
        (probeResponse, exchange) ->
            CaseOutcome.when(probeResponse.has(name), name + " is absent"));
  }

  public static Expectation absent(String name) {
    return Expectation.answer(
        "has no " + name,
        (probeResponse, exchange) ->
            CaseOutcome.when(
                !probeResponse.has(name), name + " is " + Expect.shown(probeResponse, name)));
  }

  /** Has no malformed part in its head. */
  public static Expectation wellFormed() {
    return Expectation.answer(
        "has well-formed field lines",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                probeResponse.flaws().isEmpty(), PrintableOctets.few(probeResponse.flaws(), "; ")));
  }

  /** Has HTTP/1.1, the version that can switch protocols. */
  public static Expectation firstLine() {
    return Expectation.answer(
        "begins with HTTP/1.1",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                probeResponse.line().startsWith("HTTP/1.1 "),
                "the answer is " + probeResponse.shown()));
  }

  /** Declares the end of its body, and ends there (RFC 9112 6.3). */
  public static Expectation framed() {
    return Expectation.answer(
        "has a body whose end is told and kept",
        (probeResponse, exchange) -> {
          if (probeResponse.upgrades()) {
            return CaseOutcome.skipped("the server upgrades here");
          }
          boolean right =
              probeResponse.flaws().isEmpty()
                  && probeResponse.complete()
                  && probeResponse.rest().isEmpty();
          return CaseOutcome.when(right, misframed(probeResponse));
        });
  }

  private static String misframed(ProbeResponse probeResponse) {
    return "the body is framed by "
        + probeResponse.framing()
        + (probeResponse.complete() ? "" : " and not complete")
        + (probeResponse.rest().isEmpty()
            ? ""
            : ", and more follows: " + PrintableOctets.brief(probeResponse.rest()))
        + PrintableOctets.few(probeResponse.flaws(), "; ");
  }

  /** Has nothing after the head. */
  public static Expectation noBody() {
    return Expectation.answer(
        "has no body",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                probeResponse.rest().isEmpty(),
                "a body follows: " + PrintableOctets.brief(probeResponse.rest())));
  }

  /** Has a Content-Type if it has a body. */
  public static Expectation typed() {
    return Expectation.answer(
        "has a Content-Type, if it has a body",
        (probeResponse, exchange) ->
            CaseOutcome.when(
                probeResponse.upgrades()
                    || probeResponse.body().isEmpty()
                    || probeResponse.has("Content-Type"),
                "Content-Type is absent"));
  }

  /** A 405 names the allowed methods, including GET. */
  public static Expectation allow() {
    return Expectation.answer(
        "has Allow with GET, if it is a 405",
        (probeResponse, exchange) ->
            probeResponse.status() != 405
                ? CaseOutcome.skipped("the answer is no 405")
                : CaseOutcome.when(
                    probeResponse.elements("Allow").contains("GET"),
                    "Allow is " + Expect.shown(probeResponse, "Allow")));
  }

  /** A 426 names the required protocol. */
  public static Expectation upgradeIfRequired() {
    Expectation expectation = Expect.upgradeField().and(Expect.connectionField());
    return new Expectation(
        "has Upgrade: websocket and Connection: Upgrade, if it is a 426",
        (exchange, serverFacts) ->
            exchange.answer().filter(probeResponse -> probeResponse.status() == 426).isPresent()
                ? expectation.of(exchange, serverFacts)
                : CaseOutcome.skipped("the answer is no 426"));
  }

  /** The connection ended, with or without a response. */
  public static Expectation closed() {
    return new Expectation(
        "is followed by the end of the connection",
        (exchange, serverFacts) ->
            CaseOutcome.when(exchange.isEnded(), exchange.connectionState().toString()));
  }

  /** The connection ended if the response announced it. */
  public static Expectation closedAsSaid() {
    return Expectation.answer(
        "is followed by the end of the connection, if it says close",
        (probeResponse, exchange) ->
            probeResponse.lists("Connection", "close")
                ? CaseOutcome.when(exchange.isEnded(), exchange.connectionState().toString())
                : CaseOutcome.skipped("the answer does not say close"));
  }

  /** The connection ended without a response. */
  public static Expectation hungUp() {
    return new Expectation(
        "is the end of the connection without an answer",
        (exchange, serverFacts) ->
            CaseOutcome.when(
                exchange.isEnded() && exchange.answer().isEmpty(),
                "the connection was not closed without an answer"));
  }
}
