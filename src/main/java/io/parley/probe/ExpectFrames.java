package io.parley.probe;

/** Expectations of the frames after an accepted handshake. */
public final class ExpectFrames {
  private ExpectFrames() {}

  /** The server answered the ping with its payload, in a frame without a mask. */
  public static Expectation ponged(String payload) {
    return new Expectation(
        "answers the ping with its own payload, unmasked",
        (exchange, serverFacts) ->
            CaseOutcome.when(
                exchange.frames().stream()
                    .anyMatch(f -> f.is(Frame.PONG) && f.payload().equals(payload) && !f.masked()),
                told(exchange)));
  }

  /**
   * The server failed the connection: a close frame or the end of the connection, and no pong
   * before.
   */
  public static Expectation failed() {
    return new Expectation(
        "fails the connection: sends a close frame or ends it, and goes on with nothing",
        (exchange, serverFacts) ->
            CaseOutcome.when(
                exchange.frames().stream().noneMatch(f -> f.is(Frame.PONG))
                    && (exchange.isEnded()
                        || exchange.frames().stream().anyMatch(f -> f.is(Frame.CLOSE))),
                told(exchange)));
  }

  /** Lists the received frames in one line. */
  static String told(Exchange exchange) {
    String frames =
        PrintableOctets.few(exchange.frames().stream().map(ExpectFrames::told).toList(), ", ");
    return (frames.isEmpty() ? "no frames" : "the frames " + frames)
        + "; "
        + exchange.connectionState();
  }

  private static String told(Frame frame) {
    String kind =
        switch (frame.opcode()) {
          case Frame.CONTINUATION -> "continuation";
          case Frame.TEXT -> "text";
          case Frame.BINARY -> "binary";
          case Frame.CLOSE -> "close";
          case Frame.PING -> "ping";
          case Frame.PONG -> "pong";
          default -> "opcode " + frame.opcode();
        };
    return kind + " \"" + PrintableOctets.brief(frame.payload()) + '"';
  }
}
