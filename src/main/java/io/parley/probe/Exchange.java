package io.parley.probe;

import io.parley.probe.transport.ConnectionState;
import java.util.List;
import java.util.Optional;

/**
 * What was sent and received on one connection.
 *
 * @param probeRequest the handshake that is judged; of HTTP/1.1 only
 * @param sent every octet that the prober sent
 * @param received every octet that the server sent, up to a limit
 * @param failure why the tunnel or TLS failed; empty if they did not
 */
public record Exchange(
    WireProtocol wireProtocol,
    ProbeRequest probeRequest,
    String sent,
    String received,
    ConnectionState connectionState,
    String failure) {
  /** An exchange in which the prober sent no handshake. */
  public static Exchange of(String sent, String received, ConnectionState connectionState) {
    return new Exchange(
        WireProtocol.HTTP_1_1, ProbeRequest.NONE, sent, received, connectionState, "");
  }

  /** What was sent, for people. */
  public List<String> sentLines() {
    return wireProtocol.lines().apply(sent);
  }

  /** What was received, for people. */
  public List<String> receivedLines() {
    return wireProtocol.lines().apply(received);
  }

  /** Returns the response; empty if none arrived or it is not HTTP. */
  public Optional<ProbeResponse> answer() {
    return new ResponseReader(received, probeRequest.method().equals("HEAD"), isEnded()).read();
  }

  /** Returns the frames that follow a 101. */
  public List<Frame> frames() {
    return answer()
        .filter(ProbeResponse::upgrades)
        .map(a -> Frame.read(a.rest()))
        .orElse(List.of());
  }

  /** Whether the server ended the connection, by a close or a reset. */
  public boolean isEnded() {
    return connectionState.isEnded();
  }

  /** Explains why there is no response. */
  String silence() {
    return (received.isEmpty() ? "no answer: " : "no HTTP answer, but octets: ")
        + (failure.isEmpty() ? connectionState : failure);
  }
}
