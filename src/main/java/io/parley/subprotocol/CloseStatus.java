package io.parley.subprotocol;

/**
 * How a connection ended (RFC 6455 7.1.5 and 7.1.6).
 *
 * @param code 1006 where there was no close frame
 * @param reason empty where there was no reason
 */
public record CloseStatus(int code, String reason) {
  public static CloseStatus of(CloseCode code, String reason) {
    return new CloseStatus(code.code(), reason);
  }
}
