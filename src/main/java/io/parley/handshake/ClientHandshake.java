package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Headers;
import io.parley.http.TokenList;
import io.parley.http.TrustedProxies;
import java.util.Optional;

/**
 * A request that may be an opening handshake, with what the server knows of it.
 *
 * @param protocol as the Servlet API names it: {@code HTTP/1.1}, {@code HTTP/2.0}
 * @param target the authority of an absolute target or of HTTP/2, or the one that a trusted proxy
 *     was asked for, as it was sent; empty where {@code Host} alone names the server
 * @param secure the request came over TLS, as far as the server knows
 */
public record ClientHandshake(
    String method,
    String protocol,
    Optional<String> target,
    boolean secure,
    PathMatch path,
    AdmissionStatus admissionStatus,
    Headers headers) {

  /**
   * A request to a path of which no more is said.
   *
   * @param path whether an endpoint stands at it
   */
  public ClientHandshake(
      String method,
      String protocol,
      Optional<String> target,
      boolean secure,
      boolean path,
      AdmissionStatus admissionStatus,
      Headers headers) {
    this(
        method,
        protocol,
        target,
        secure,
        path ? PathMatch.KNOWN : PathMatch.UNKNOWN,
        admissionStatus,
        headers);
  }

  /** The same request, with what the server found out about it. */
  public ClientHandshake at(PathMatch match, AdmissionStatus found) {
    return new ClientHandshake(method, protocol, target, secure, match, found, headers);
  }

  /**
   * The same request, as trusted proxies describe it.
   *
   * @param client of whom they say nothing, the connection and the request itself decide
   */
  public ClientHandshake from(TrustedProxies.Client client) {
    boolean tls = client.secure().orElse(secure);
    return new ClientHandshake(
        method, protocol, client.host().or(() -> target), tls, path, admissionStatus, headers);
  }

  /** Whether it asks for a WebSocket at all, rightly or wrongly. */
  public boolean isAttempt() {
    return TokenList.lists(headers.joined(FieldNames.UPGRADE), FieldNames.WEBSOCKET)
        || headers.has(FieldNames.KEY)
        || headers.has(FieldNames.VERSION)
        || (isOverHttp2() && method.equals("CONNECT"));
  }

  /**
   * HTTP/2 and newer, where an extended CONNECT takes the place of the upgrade and the rules about
   * its fields have nothing to say: {@code Clause.CONNECT_FIELDS}.
   */
  public boolean isOverHttp2() {
    return protocol.startsWith("HTTP/2") || protocol.startsWith("HTTP/3");
  }

  boolean isOverHttp11() {
    return protocol.equals("HTTP/1.1");
  }

  /** What names the server that the client means, as it was sent; empty where nothing does. */
  Optional<String> named() {
    return target.or(() -> headers.first(FieldNames.HOST));
  }

  /** Which server the client means; empty where nothing readable says so. */
  public Optional<Authority> authority() {
    return named().flatMap(name -> Authority.parse(name).valid());
  }
}
