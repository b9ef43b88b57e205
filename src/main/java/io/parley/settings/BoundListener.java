package io.parley.settings;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * One bound listener of the embedded server, as the server really opened it. Server and web
 * application each load this class; {@link #toMap} carries it from one to the other.
 *
 * @param port the real one
 * @param secure whether connections begin with TLS
 * @param protocols by their names in lower case, such as {@code http/1.1}
 */
public record BoundListener(InetAddress address, int port, boolean secure, List<String> protocols) {
  private static final String ADDRESS = "address";
  private static final String PORT = "port";
  private static final String SECURE = "secure";
  private static final String PROTOCOLS = "protocols";

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  public BoundListener {
    protocols = List.copyOf(protocols);
  }

  /** Reads the form of {@link #toMap}. */
  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  public static BoundListener of(Map<String, Object> map) {
    return new BoundListener(
        (InetAddress) map.get(ADDRESS),
        (Integer) map.get(PORT),
        (Boolean) map.get(SECURE),
        (List<String>) map.get(PROTOCOLS));
  }

  /** Returns the form of {@link BridgeAttributes#LISTENERS}, which has JDK types only. */
  public Map<String, Object> toMap() {
    return Map.of(ADDRESS, address, PORT, port, SECURE, secure, PROTOCOLS, protocols);
  }

  /** Returns the scheme of the pages: {@code http} or {@code https}. */
  public String scheme() {
    return secure ? "https" : "http";
  }

  /**
   * Returns the URL of the server's root at this listener.
   *
   * @param host a name, or an address in the form of a URL
   */
  public String url(String host) {
    boolean isDefault = port == (secure ? HTTPS_PORT : HTTP_PORT);
    return scheme() + "://" + host + (isDefault ? "" : ":" + port) + "/";
  }
}
