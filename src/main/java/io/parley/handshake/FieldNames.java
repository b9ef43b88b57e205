package io.parley.handshake;

/** The names of the opening handshake's fields. */
public final class FieldNames {
  public static final String HOST = "Host";
  public static final String UPGRADE = "Upgrade";
  public static final String CONNECTION = "Connection";
  public static final String ORIGIN = "Origin";
  public static final String KEY = "Sec-WebSocket-Key";
  public static final String ACCEPT = "Sec-WebSocket-Accept";
  public static final String VERSION = "Sec-WebSocket-Version";
  public static final String PROTOCOL = "Sec-WebSocket-Protocol";
  public static final String EXTENSIONS = "Sec-WebSocket-Extensions";

  /** The pseudo-header field of HTTP/2 that replaces {@link #UPGRADE}. */
  public static final String TUNNEL_PROTOCOL = ":protocol";

  /** The pseudo-header field of HTTP/2 that replaces {@link #HOST}. */
  public static final String AUTHORITY = ":authority";

  /** The protocol that {@link #UPGRADE} names. */
  public static final String WEBSOCKET = "websocket";

  /** The one value of {@link #VERSION} that Parley speaks. */
  public static final String VERSION_13 = "13";

  private FieldNames() {}
}
