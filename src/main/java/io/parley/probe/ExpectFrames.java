package io.parley.probe;

/** What may be expected of the frames behind an accepted handshake. */
public final class ExpectFrames {
  private ExpectFrames() {}

  /** The ping was answered with its own payload, in a frame that is not masked. */
  public static Right ponged(String payload) {
    return new Right(
        "answers the ping with its own payload, unmasked",
        (exchange, facts) ->
            Outcome.when(
                exchange.frames().stream()
                    .anyMatch(f -> f.is(Frame.PONG) && f.payload().equals(payload) && !f.masked()),
                told(exchange)));
  }

  /** The connection was failed: a close frame, or its end, and no pong before. */
  public static Right failed() {
    return new Right(
        "fails the connection: sends a close frame or ends it, and goes on with nothing",
        (exchange, facts) ->
            Outcome.when(
                exchange.frames().stream().noneMatch(f -> f.is(Frame.PONG))
                    && (exchange.isEnded()
                        || exchange.frames().stream().anyMatch(f -> f.is(Frame.CLOSE))),
                told(exchange)));
  }

  /** The frames that came, in a line. */
  static String told(Exchange exchange) {
    String frames = Shown.few(exchange.frames().stream().map(ExpectFrames::told).toList(), ", ");
    return (frames.isEmpty() ? "no frames" : "the frames " + frames) + "; " + exchange.ending();
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
    return kind + " \"" + Shown.brief(frame.payload()) + '"';
  }
}
