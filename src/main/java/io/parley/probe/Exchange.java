package io.parley.probe;

import java.util.List;
import java.util.Optional;

/**
 * What was sent and received on one connection.
 *
 * @param probeRequest the handshake that is judged
 * @param sent every octet that the prober sent
 * @param received every octet that the server sent, up to a limit
 */
public record Exchange(
    ProbeRequest probeRequest, String sent, String received, ConnectionState connectionState) {
  private static final ProbeRequest NONE = new ProbeRequest("", "", "", List.of(), "");

  /** An exchange in which the prober sent no handshake. */
  public static Exchange of(String sent, String received, ConnectionState connectionState) {
    return new Exchange(NONE, sent, received, connectionState);
  }

  /** Returns the response; empty if none arrived or it is not HTTP. */
  public Optional<ProbeResponse> answer() {
    boolean ended =
        connectionState == ConnectionState.CLOSED || connectionState == ConnectionState.RESET;
    return new ResponseReader(received, probeRequest.method().equals("HEAD"), ended).read();
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
    return connectionState == ConnectionState.CLOSED || connectionState == ConnectionState.RESET;
  }

  /** Explains why there is no response. */
  String silence() {
    return (received.isEmpty() ? "no answer: " : "no HTTP answer, but octets: ") + connectionState;
  }
}
