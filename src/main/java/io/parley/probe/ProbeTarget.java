package io.parley.probe;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The server that is probed, and the resource on it.
 *
 * @param secure whether over TLS
 * @param host without brackets
 * @param resource path and query, as in a request line
 */
public record ProbeTarget(boolean secure, String host, int port, String resource) {
  private static final int PLAIN_PORT = 80;
  private static final int SECURE_PORT = 443;
  private static final int LAST_PORT = 65_535;

  /**
   * Parses a {@code ws:} or {@code wss:} URL.
   *
   * @throws IllegalArgumentException if it is not one, with a message for people
   */
  public static ProbeTarget parse(String url) {
    URI uri = uri(url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    boolean secure = scheme.equalsIgnoreCase("wss");
    if (!(secure || scheme.equalsIgnoreCase("ws")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "not a URL of the form ws://host[:port]/path or wss://host[:port]/path: "
              + PrintableOctets.brief(url));
    }
    if (uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a WebSocket URL has no user and no fragment: " + PrintableOctets.brief(url));
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int port = uri.getPort() < 0 ? defaultPort(secure) : uri.getPort();
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "the port is not from 1 to 65535: " + PrintableOctets.brief(url));
    }
    return new ProbeTarget(secure, uri.getHost().replaceAll("[\\[\\]]", ""), port, path + query);
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + PrintableOctets.brief(url), e);
    }
  }

  /** Host and port as in {@code Host}, without the default port. */
  public String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == defaultPort(secure) ? name : name + ":" + port;
  }

  /** The origin of a page that this server would have sent. */
  public String origin() {
    return httpScheme() + "://" + authority();
  }

  /** {@code http} or {@code https}. */
  public String httpScheme() {
    return secure ? "https" : "http";
  }

  private static int defaultPort(boolean secure) {
    return secure ? SECURE_PORT : PLAIN_PORT;
  }

  @Override
  public String toString() {
    return (secure ? "wss://" : "ws://") + authority() + resource;
  }
}
