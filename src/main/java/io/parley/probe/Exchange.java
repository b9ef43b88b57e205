package io.parley.probe;

import java.util.List;
import java.util.Optional;

/**
 * What went over one connection.
 *
 * @param probeRequest the handshake that is judged
 * @param sent every octet of ours
 * @param received every octet of theirs, up to a limit
 */
public record Exchange(
    ProbeRequest probeRequest, String sent, String received, ConnectionState connectionState) {
  /** The answer; empty if none came or it is not HTTP. */
  public Optional<ProbeResponse> answer() {
    boolean ended =
        connectionState == ConnectionState.CLOSED || connectionState == ConnectionState.RESET;
    return new ResponseReader(received, probeRequest.method().equals("HEAD"), ended).read();
  }

  /** The frames behind a 101. */
  public List<Frame> frames() {
    return answer()
        .filter(ProbeResponse::upgrades)
        .map(a -> Frame.read(a.rest()))
        .orElse(List.of());
  }

  /** Whether the server ended the connection, be it rudely. */
  public boolean isEnded() {
    return connectionState == ConnectionState.CLOSED || connectionState == ConnectionState.RESET;
  }

  /** Why there is no answer. */
  String silence() {
    return (received.isEmpty() ? "no answer: " : "no HTTP answer, but octets: ") + connectionState;
  }
}
