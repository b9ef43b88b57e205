package io.parley.probe;

/** The state of a connection when the prober stopped reading. */
public enum ConnectionState {
  OPEN("the connection was still open"),
  CLOSED("they closed the connection"),
  RESET("they reset the connection"),
  TIMED_OUT("the time was up"),
  OVERFLOWED("what came was larger than the prober reads"),
  UNREACHABLE("no connection could be made");

  private final String words;

  ConnectionState(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
