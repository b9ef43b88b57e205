package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.ListenerPort;
import io.parley.http.Origin;
import java.util.List;
import java.util.Set;

/**
 * The origins whose pages may open a connection. A page of the same origin always may.
 *
 * @param listed other allowed origins
 * @param ports of this server's listeners; a page of the same host name at one of them, with its
 *     scheme and port, may connect
 * @param absent whether a request without {@code Origin} is allowed; every browser sends the field
 */
public record AllowedOrigins(List<OriginPattern> listed, Set<ListenerPort> ports, boolean absent) {
  /** The same origin, or a request without {@code Origin}. */
  public static final AllowedOrigins SAME = new AllowedOrigins(List.of(), Set.of(), true);

  public AllowedOrigins {
    listed = List.copyOf(listed);
    ports = Set.copyOf(ports);
  }

  /**
   * Whether the list contains the origin. No more can be checked where the request's host is
   * unknown.
   */
  public boolean list(Origin origin) {
    return listed.stream().anyMatch(pattern -> pattern.matches(origin));
  }

  /**
   * Whether an origin belongs to the server that the request went to.
   *
   * <p>Schemes are compared only where the request is known to be secure: TLS often ends at a proxy
   * in front of the server.
   */
  public boolean isOwn(Origin.Tuple origin, Authority request, boolean secure) {
    boolean scheme = origin.scheme().equals("https") || (!secure && origin.scheme().equals("http"));
    return scheme
        && origin.authority().host().equals(request.host())
        && (origin.authority().port() == namedPort(request, secure)
            || ports.stream().anyMatch(own -> own.serves(origin.scheme(), origin.port())));
  }

  private static int namedPort(Authority request, boolean secure) {
    boolean usual = request.port() == 443 || (!secure && request.port() == 80);
    return usual ? Authority.NO_PORT : request.port();
  }
}
