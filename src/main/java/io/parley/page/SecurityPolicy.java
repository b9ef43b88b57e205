package io.parley.page;

import io.parley.http.Authority;
import io.parley.http.EffectiveRequest;
import io.parley.http.ListenerPort;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Specifies what a page may load and where it may connect to.
 *
 * @param scheme of the page
 * @param host as the peer named it: untrusted; empty where it did not
 * @param port as the peer named it, or {@link Authority#NO_PORT}
 * @param listeners the ports of the server's own listeners; empty where a container has its own
 */
record SecurityPolicy(String scheme, String host, int port, Set<ListenerPort> listeners) {
  /** More than any server opens; it bounds the length of the header. */
  static final int MOST_LISTENERS = 16;

  /**
   * The host-part of Content Security Policy Level 3, 2.3.1, of at most 253 characters (RFC 1035
   * 2.3.4). It cannot express an IPv6 address; such a page has only 'self'.
   */
  private static final Pattern HOST =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*");

  private static final String FIXED =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'; connect-src 'self'";

  /** Returns the policy of the page that answers a request. */
  static SecurityPolicy of(EffectiveRequest request, Set<ListenerPort> listeners) {
    String host = request.authority().map(Authority::host).orElse("");
    int port = request.authority().map(Authority::port).orElse(Authority.NO_PORT);
    return new SecurityPolicy(request.secure() ? "https" : "http", host, port, listeners);
  }

  /** The value of Content-Security-Policy; leaves out an invalid host. */
  String text() {
    return HOST.matcher(host).matches() ? FIXED + sockets() : FIXED;
  }

  /**
   * Named beside 'self', which does not cover ws: in every browser; only ports of this server. A
   * secure listener has no ws:; at another, TLS may end at a proxy in front of it.
   */
  private String sockets() {
    boolean secure =
        listeners.stream().anyMatch(each -> each.secure() && each.serves(scheme, port));
    Stream<String> others =
        listeners.stream()
            .sorted(Comparator.comparingInt(ListenerPort::number))
            .limit(MOST_LISTENERS)
            .map(each -> sources(explicit(each.number()), each.secure()));
    return Stream.concat(Stream.of(sources(portPart(port), secure)), others)
        .distinct()
        .collect(Collectors.joining());
  }

  private String sources(String part, boolean secure) {
    return (secure ? "" : " ws://" + host + part) + " wss://" + host + part;
  }

  /** Empty for a scheme's default port: where TLS ends at a proxy, the page's port is another. */
  private String portPart(int port) {
    boolean own = port == Authority.NO_PORT || port == (scheme.equals("https") ? 443 : 80);
    return own ? "" : explicit(port);
  }

  private static String explicit(int port) {
    return ":" + port;
  }
}
