package io.parley.guard;

import io.parley.handshake.FieldNames;
import io.parley.http.Authority;
import io.parley.http.Headers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a container knows of a request's authority beyond {@code Host}: that of an absolute target
 * or of HTTP/2, or what its own proxy support put in its place. The Servlet API never says that
 * there is none: a container then makes up a name or a port.
 *
 * @param name an IPv6 address in its brackets
 * @param port the scheme's own where none was sent
 */
record ContainerAuthority(String name, int port, boolean defaultPort) {
  /**
   * The request attribute, a {@code String}, under which the embedded server hands over the
   * authority of an absolute target as it was sent.
   */
  private static final String SENT = "io.parley.target-authority";

  /** Empty where {@code Host} alone names the server, and where nothing does. */
  static Optional<String> of(HttpServletRequest request, Headers headers) {
    List<String> hosts = headers.values(FieldNames.HOST);
    if (hosts.size() > 1) {
      return Optional.empty();
    }
    if (request.getAttribute(SENT) instanceof String sent) {
      return Optional.of(sent);
    }
    if (request.getServerName() == null) {
      return Optional.empty();
    }
    ContainerAuthority known = of(request);
    boolean counts =
        hosts.isEmpty()
            ? !isMadeUp(request)
            : Authority.parse(hosts.get(0)).valid().filter(known::isAnother).isPresent();
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

  /** Without Host, a container takes the address of the connection over HTTP/1. */
  private static boolean isMadeUp(HttpServletRequest request) {
    String name = request.getServerName();
    return request.getProtocol().startsWith("HTTP/1")
        && (name.equals(request.getLocalName()) || name.equals(request.getLocalAddr()));
  }

  /** Nothing is ever served at a host with a percent sign, which containers may decode. */
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
