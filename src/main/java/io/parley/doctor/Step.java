package io.parley.doctor;

/** The steps of a WebSocket connection, in their order. */
public enum Step {
  NAME("name"),
  ADDRESS("address"),
  TCP("TCP"),
  TLS("TLS"),
  UPGRADE("upgrade"),
  ORIGIN("origin"),
  SUBPROTOCOL("subprotocol"),
  COMPRESSION("compression"),
  PING("ping"),
  MESSAGES("messages"),
  IDLE("idle time"),
  SIZE("message size");

  private final String title;

  Step(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
