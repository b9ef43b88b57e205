package io.parley.probe.http2;

import io.parley.probe.Capability;
import io.parley.probe.CaseOutcome;
import io.parley.probe.Expectation;
import io.parley.probe.Frame;
import io.parley.probe.MessageAssembler;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;

/** Expectations of the WebSocket frames within a stream. */
final class ExpectTunnel {
  /** The status code of a close frame, 1000, in octets. */
  static final String NORMAL_CLOSURE = "\u0003\u00e8";

  private ExpectTunnel() {}

  /** The ping on stream 1 is answered. */
  static Expectation ponged(String payload) {
    return ponged(1, payload);
  }

  static Expectation ponged(int id, String payload) {
    return ExpectStream.stream(
        id,
        "answers the ping on stream " + id + " with its own payload, unmasked",
        of -> of.frames().stream().anyMatch(isPong(payload)));
  }

  private static Predicate<Frame> isPong(String payload) {
    return frame -> frame.is(Frame.PONG) && frame.payload().equals(payload) && !frame.masked();
  }

  /** The WebSocket is failed: a close frame or the end of the stream, and no pong. */
  static Expectation failed() {
    return ExpectStream.server(
        "fails the WebSocket: sends a close frame or ends the stream, and goes on with nothing",
        server -> {
          ServerStream of = server.stream(1);
          boolean failed = of.count(Frame.CLOSE) > 0 || of.isOver() || server.goAway().isPresent();
          return CaseOutcome.when(
              of.isAccepted() && failed && of.count(Frame.PONG) == 0, ExpectStream.told(server, 1));
        });
  }

  /** The server answers the close frame with the same code. */
  static Expectation closed() {
    return ExpectStream.stream(
        1,
        "answers with a close frame of code 1000",
        of ->
            of.frames().stream()
                .anyMatch(
                    frame -> frame.is(Frame.CLOSE) && frame.payload().startsWith(NORMAL_CLOSURE)));
  }

  /** The server ended its half of stream 1 in order. */
  static Expectation ended() {
    return ExpectStream.stream(
        1, "ends the stream with END_STREAM", of -> of.isAccepted() && of.ended());
  }

  /** Messages of stream 1 came back, where the server echoes. */
  static Expectation echoed(String... texts) {
    return new Expectation(
        "sends the messages back, where the server echoes",
        (exchange, serverFacts) -> {
          ServerFrames server = ServerFrames.read(exchange.received());
          boolean back =
              !serverFacts.has(Capability.ECHO)
                  || messages(server.stream(1)).containsAll(List.of(texts));
          return CaseOutcome.when(back, ExpectStream.told(server, 1));
        });
  }

  private static List<String> messages(ServerStream of) {
    List<String> agreed =
        of.head().map(head -> head.values("sec-websocket-extensions")).orElse(List.of());
    boolean takeover = agreed.stream().noneMatch(each -> each.contains("server_no_context"));
    try {
      return MessageAssembler.read(of.frames(), !agreed.isEmpty(), takeover);
    } catch (DataFormatException e) {
      return List.of();
    }
  }

  /** At most that many octets of stream 1 came before the mark. */
  static Expectation heldBack(int octets) {
    return ExpectStream.server(
        "sends no more than the window of " + octets + " octets before it grows",
        server -> {
          ServerFrames before = server.beforePingAck(ConnectionScript.MARK);
          int seen = before.stream(1).data().length();
          return CaseOutcome.when(
              before.stream(1).isAccepted()
                  && server.hasPingAck(ConnectionScript.MARK)
                  && seen <= octets,
              seen + " octets before the window grew; " + ExpectStream.told(server, 1));
        });
  }
}
