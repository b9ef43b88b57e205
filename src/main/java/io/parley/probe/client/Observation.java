package io.parley.probe.client;

import io.parley.probe.Exchange;
import io.parley.probe.PrintableOctets;
import io.parley.probe.transport.ConnectionState;
import java.time.Duration;
import java.util.List;

/**
 * What a client did on the connection of a case.
 *
 * @param isEarly whether it sent octets before the answer
 * @param frames what it sent after its request
 * @param received the octets of these frames
 * @param state how it ended the connection; open where it did not
 * @param reaction the time between our last octets and what it did first
 */
record Observation(
    OpeningRequest request,
    ClientHistory history,
    boolean isEarly,
    List<ClientFrame> frames,
    String sent,
    String received,
    ConnectionState state,
    Duration reaction) {

  /** Whether the client ended the TCP connection. */
  boolean isEnded() {
    return state.isEnded();
  }

  /** Whether it used the connection as an open one. A Close frame alone gives it up. */
  boolean wentOn() {
    boolean closes = !frames.isEmpty() && frames.get(0).isClose();
    return !received.isEmpty() && !closes && !isHttp();
  }

  /** Whether it sent another HTTP request instead, as a client may after a redirect or a 401. */
  private boolean isHttp() {
    return received.startsWith("GET ");
  }

  /** Its messages that are not compressed. */
  List<String> texts() {
    return ClientMessages.assemble(frames).stream()
        .filter(message -> !message.compressed())
        .map(ClientMessages.Message::payload)
        .toList();
  }

  /** What it did, in words. */
  String told() {
    return did() + " and " + ending() + " after " + reaction.toMillis() + " ms";
  }

  private String did() {
    if (received.isEmpty()) {
      return "it sent nothing";
    }
    if (isHttp()) {
      return "it sent another request";
    }
    return frames.isEmpty()
        ? "it sent the octets " + PrintableOctets.brief(received)
        : "it sent " + name(frames.get(0));
  }

  private static String name(ClientFrame frame) {
    return (frame.isClose() ? "a Close frame" : "a frame of opcode " + frame.opcode())
        + (frame.payload().isEmpty() ? "" : " \"" + PrintableOctets.brief(frame.payload()) + "\"");
  }

  private String ending() {
    return switch (state) {
      case CLOSED, TRUNCATED -> "closed the TCP connection";
      case RESET -> "reset the TCP connection";
      default -> "left the TCP connection open";
    };
  }

  Exchange exchange() {
    return Exchange.of(sent, request.octets() + received, state);
  }
}
