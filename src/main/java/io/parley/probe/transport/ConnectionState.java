package io.parley.probe.transport;

/** The state of a connection when the prober stopped reading. */
public enum ConnectionState {
  OPEN("the connection was still open"),
  CLOSED("they closed the connection"),
  TRUNCATED("they closed the connection without the close_notify of TLS"),
  RESET("they reset the connection"),
  TIMED_OUT("the time was up"),
  OVERFLOWED("what came was larger than the prober reads"),
  UNREACHABLE("no connection could be made"),
  TUNNEL_FAILED("the proxy made no tunnel"),
  TLS_FAILED("TLS failed");

  private final String words;

  ConnectionState(String words) {
    this.words = words;
  }

  /** Whether they ended the connection, in whatever way. */
  public boolean isEnded() {
    return this == CLOSED || this == TRUNCATED || this == RESET;
  }

  @Override
  public String toString() {
    return words;
  }
}
