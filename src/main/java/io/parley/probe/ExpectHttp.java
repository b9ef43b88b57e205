package io.parley.probe;

/** What may be expected of any HTTP answer. */
public final class ExpectHttp {
  private ExpectHttp() {}

  public static Right field(String name) {
    return Right.answer(
        "has " + name, (answer, exchange) -> Outcome.when(answer.has(name), name + " is absent"));
  }

  public static Right absent(String name) {
    return Right.answer(
        "has no " + name,
        (answer, exchange) ->
            Outcome.when(!answer.has(name), name + " is " + Expect.shown(answer, name)));
  }

  /** Nothing in the head is malformed. */
  public static Right wellFormed() {
    return Right.answer(
        "has well-formed field lines",
        (answer, exchange) ->
            Outcome.when(answer.flaws().isEmpty(), Shown.few(answer.flaws(), "; ")));
  }

  /** The version is one that can switch protocols. */
  public static Right firstLine() {
    return Right.answer(
        "begins with HTTP/1.1",
        (answer, exchange) ->
            Outcome.when(answer.line().startsWith("HTTP/1.1 "), "the answer is " + answer.shown()));
  }

  /** The body's end is told, and it ends there (RFC 9112 6.3). */
  public static Right framed() {
    return Right.answer(
        "has a body whose end is told and kept",
        (answer, exchange) -> {
          if (answer.upgrades()) {
            return Outcome.skipped("the server upgrades here");
          }
          boolean right = answer.flaws().isEmpty() && answer.complete() && answer.rest().isEmpty();
          return Outcome.when(right, misframed(answer));
        });
  }

  private static String misframed(Answer answer) {
    return "the body is framed by "
        + answer.framing()
        + (answer.complete() ? "" : " and not complete")
        + (answer.rest().isEmpty() ? "" : ", and more follows: " + Shown.brief(answer.rest()))
        + Shown.few(answer.flaws(), "; ");
  }

  /** Nothing follows the head. */
  public static Right noBody() {
    return Right.answer(
        "has no body",
        (answer, exchange) ->
            Outcome.when(answer.rest().isEmpty(), "a body follows: " + Shown.brief(answer.rest())));
  }

  /** Whatever has a body says what it is. */
  public static Right typed() {
    return Right.answer(
        "has a Content-Type, if it has a body",
        (answer, exchange) ->
            Outcome.when(
                answer.upgrades() || answer.body().isEmpty() || answer.has("Content-Type"),
                "Content-Type is absent"));
  }

  /** A 405 names the methods that would do. */
  public static Right allow() {
    return Right.answer(
        "has Allow with GET, if it is a 405",
        (answer, exchange) ->
            answer.status() != 405
                ? Outcome.skipped("the answer is no 405")
                : Outcome.when(
                    answer.elements("Allow").contains("GET"),
                    "Allow is " + Expect.shown(answer, "Allow")));
  }

  /** A 426 names the protocol that it requires. */
  public static Right upgradeIfRequired() {
    Right right = Expect.upgradeField().and(Expect.connectionField());
    return new Right(
        "has Upgrade: websocket and Connection: Upgrade, if it is a 426",
        (exchange, facts) ->
            exchange.answer().filter(answer -> answer.status() == 426).isPresent()
                ? right.of(exchange, facts)
                : Outcome.skipped("the answer is no 426"));
  }

  /** The connection ended, with or without an answer. */
  public static Right closed() {
    return new Right(
        "is followed by the end of the connection",
        (exchange, facts) -> Outcome.when(exchange.isEnded(), exchange.ending().toString()));
  }

  /** The connection ended if the answer said that it will. */
  public static Right closedAsSaid() {
    return Right.answer(
        "is followed by the end of the connection, if it says close",
        (answer, exchange) ->
            answer.lists("Connection", "close")
                ? Outcome.when(exchange.isEnded(), exchange.ending().toString())
                : Outcome.skipped("the answer does not say close"));
  }

  /** The connection ended without an answer. */
  public static Right hungUp() {
    return new Right(
        "is the end of the connection without an answer",
        (exchange, facts) ->
            Outcome.when(
                exchange.isEnded() && exchange.answer().isEmpty(),
                "the connection was not closed without an answer"));
  }
}
