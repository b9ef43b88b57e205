package io.parley.http;

/**
 * A port on which this server listens.
 *
 * @param secure whether connections begin with TLS at the server itself; where they do not, TLS may
 *     still end at a proxy in front of it
 */
public record ListenerPort(int number, boolean secure) {
  /**
   * Whether a page with this scheme and port can be this listener's. A secure listener has only
   * {@code https}; another has {@code http}, and {@code https} through a proxy.
   */
  public boolean serves(String scheme, int port) {
    return port == number && (scheme.equals("https") || (!secure && scheme.equals("http")));
  }
}
