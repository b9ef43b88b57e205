package io.parley.guard;

import io.parley.handshake.FieldNames;
import io.parley.http.Authority;
import io.parley.http.Headers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * A request's authority as the container reports it: of an absolute target, of HTTP/2, or from the
 * container's own proxy support. The Servlet API cannot report an absent one: a container then
 * invents a name or a port.
 *
 * @param name an IPv6 address in its brackets
 * @param port the scheme's default where none was sent
 */
record ContainerAuthority(String name, int port, boolean defaultPort) {
  /**
   * The request attribute, a {@code String}, in which the embedded server passes the authority of
   * an absolute target, or of HTTP/2, as it was sent; empty where an HTTP/2 request has none.
   */
  private static final String SENT = "io.parley.target-authority";

  /**
   * The authority other than {@code Host}'s; empty where only {@code Host} or nothing names the
   * server.
   */
  static Optional<String> of(HttpServletRequest request, Headers headers) {
    List<String> hosts = headers.values(FieldNames.HOST);
    if (hosts.size() > 1) {
      return Optional.empty();
    }
    if (request.getAttribute(SENT) instanceof String sent) {
      boolean absent = sent.isEmpty() && request.getProtocol().startsWith("HTTP/2");
      return absent ? Optional.empty() : Optional.of(sent);
    }
    Optional<Authority> host =
        hosts.isEmpty() ? Optional.empty() : Authority.parse(hosts.get(0)).valid();
    // Asked about a malformed Host, a container may throw: Undertow 2.4 does so at "[::1".
    boolean malformed = host.isEmpty() && !hosts.isEmpty();
    if (malformed || request.getServerName() == null) {
      return Optional.empty();
    }
    ContainerAuthority known = of(request);
    boolean counts = host.map(known::isAnother).orElseGet(() -> !isMadeUp(request));
    return counts ? Optional.of(known.toString()) : Optional.empty();
  }

  private static ContainerAuthority of(HttpServletRequest request) {
    String name = request.getServerName();
    int port = request.getServerPort();
    return new ContainerAuthority(
        name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name,
        port,
        port == (request.getScheme().equals("https") ? 443 : 80));
  }

  /**
   * Whether the container invented the name: without Host, it uses the connection's address over
   * HTTP/1.
   */
  private static boolean isMadeUp(HttpServletRequest request) {
    String name = request.getServerName();
    return request.getProtocol().startsWith("HTTP/1")
        && (name.equals(request.getLocalName()) || name.equals(request.getLocalAddr()));
  }

  /**
   * Whether the authority differs from Host's. A host with a percent sign does not count:
   * containers may decode it, and no server has such a host.
   */
  private boolean isAnother(Authority host) {
    boolean renamed =
        host.host().indexOf('%') < 0
            && Authority.parse(name)
                .valid()
                .filter(known -> known.name().equals(host.name()))
                .isEmpty();
    boolean moved = host.port() == Authority.NO_PORT && !defaultPort;
    return renamed || moved;
  }

  @Override
  public String toString() {
    return defaultPort ? name : name + ":" + port;
  }
}
