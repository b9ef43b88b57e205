package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Headers;
import io.parley.http.TokenList;
import io.parley.http.TrustedProxies;
import java.util.Optional;

/**
 * A request that may be an opening handshake, with what the server knows about it.
 *
 * @param protocol in the form of the Servlet API: {@code HTTP/1.1}, {@code HTTP/2.0}
 * @param target the authority, as it was sent, of an absolute target, of HTTP/2, or of the request
 *     to a trusted proxy; empty where only {@code Host} names the server
 * @param tunnelProtocol the {@code :protocol} of HTTP/2, an empty text where there was none; empty
 *     where the server does not tell
 * @param secure whether the request came over TLS, as far as the server knows
 */
public record ClientHandshake(
    String method,
    String protocol,
    Optional<String> target,
    Optional<String> tunnelProtocol,
    boolean secure,
    Headers headers) {

  /** A request of which no {@code :protocol} is known. */
  public ClientHandshake(
      String method, String protocol, Optional<String> target, boolean secure, Headers headers) {
    this(method, protocol, target, Optional.empty(), secure, headers);
  }

  /**
   * Copies the request with the {@code :protocol} of an HTTP/2 request.
   *
   * @param name empty where the request has none
   */
  public ClientHandshake asking(String name) {
    return new ClientHandshake(method, protocol, target, Optional.of(name), secure, headers);
  }

  /**
   * Copies the request with what trusted proxies say about it.
   *
   * @param client the client that they describe; an absent value leaves that of the request
   */
  public ClientHandshake from(TrustedProxies.Client client) {
    boolean tls = client.secure().orElse(secure);
    return new ClientHandshake(
        method, protocol, client.host().or(() -> target), tunnelProtocol, tls, headers);
  }

  /** Whether the request asks for a WebSocket, even if it is malformed. */
  public boolean isAttempt() {
    return TokenList.lists(headers.joined(FieldNames.UPGRADE), FieldNames.WEBSOCKET)
        || headers.has(FieldNames.KEY)
        || headers.has(FieldNames.VERSION)
        || (isOverHttp2() && method.equals("CONNECT"));
  }

  /**
   * Whether the request came over HTTP/2 or newer. There, an extended CONNECT replaces the upgrade,
   * and the rules about the upgrade's fields do not apply: {@code Clause.CONNECT_FIELDS}.
   */
  public boolean isOverHttp2() {
    return protocol.startsWith("HTTP/2") || protocol.startsWith("HTTP/3");
  }

  boolean isOverHttp11() {
    return protocol.equals("HTTP/1.1");
  }

  /** The name of the requested server, as it was sent; empty where the request has none. */
  Optional<String> named() {
    return target.or(() -> headers.first(FieldNames.HOST));
  }

  /** The authority of the requested server; empty where it is absent or malformed. */
  public Optional<Authority> authority() {
    return named().flatMap(name -> Authority.parse(name).valid());
  }
}
