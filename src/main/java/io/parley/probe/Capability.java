package io.parley.probe;

/** A feature that a server must have for a case to apply. */
public enum Capability {
  UPGRADE("the plain handshake is not accepted here"),
  ECHO("the server does not echo messages at this path"),
  DEFLATE("the server does not offer permessage-deflate"),
  SUBPROTOCOL("no subprotocol is known to be spoken here; name one with --subprotocol"),
  TWO_SUBPROTOCOLS("no two subprotocols are known; name them with --subprotocol"),
  DENIAL("no origin is refused here; name one with --denied-origin"),
  OTHER_PATHS("every path accepts a handshake here"),
  HTTP_2("the server does not speak HTTP/2 here"),
  EXTENDED_CONNECT("the plain extended CONNECT is not accepted here"),
  HOST_NAME("the target's host has no letters");

  private final String reason;

  Capability(String reason) {
    this.reason = reason;
  }

  /** Why a case is skipped where the feature is missing. */
  public String reason() {
    return reason;
  }
}
