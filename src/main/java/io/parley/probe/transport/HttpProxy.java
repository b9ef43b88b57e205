package io.parley.probe.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * An HTTP proxy that makes tunnels by {@code CONNECT} (RFC 9110 9.3.6).
 *
 * @param host without brackets
 * @param credentials {@code user:password}; empty: none
 */
public record HttpProxy(String host, int port, String credentials) {
  private static final int DEFAULT_PORT = 80;
  private static final int LAST_PORT = 65_535;

  /**
   * Parses {@code http://host[:port]}.
   *
   * @throws IllegalArgumentException if it is not such a URL, with a message for people
   */
  public static HttpProxy parse(String url, String credentials) {
    URI uri = uri(url);
    boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || !bare) {
      throw notOne(url);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a proxy's password does not belong into its URL; use --proxy-auth-file");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("the proxy's port is not from 1 to 65535");
    }
    return new HttpProxy(uri.getHost().replaceAll("[\\[\\]]", ""), port, credentials);
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw notOne(url);
    }
  }

  private static IllegalArgumentException notOne(String url) {
    String shown = Shown.text(url.replaceFirst("//[^/]*@", "//"));
    return new IllegalArgumentException("not a proxy of the form http://host:port: " + shown);
  }

  public String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Returns the value of {@code Proxy-Authorization}; empty without credentials. */
  String authorization() {
    byte[] octets = credentials.getBytes(StandardCharsets.UTF_8);
    return credentials.isEmpty() ? "" : "Basic " + Base64.getEncoder().encodeToString(octets);
  }
}
