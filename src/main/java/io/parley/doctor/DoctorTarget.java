package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The WebSocket URL that a client cannot open.
 *
 * @param host as it is looked up: without brackets, in ASCII
 * @param resource path and query, as in a request line
 */
public record DoctorTarget(boolean secure, String host, int port, String resource) {
  private static final int LAST_PORT = 65_535;
  private static final Pattern URL =
      Pattern.compile(
          "(?i)(wss?|https?)://([^/?#@\\[\\]:]+|\\[[0-9a-f:.]+\\])(?::(\\d{1,5}))?((?:[/?#].*)?)");

  /**
   * Parses a URL of {@code ws:}, {@code wss:}, {@code http:} or {@code https:}.
   *
   * @throws IllegalArgumentException if it is none, with a message for people
   */
  public static DoctorTarget parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw wrong("not a URL of the form ws://host[:port]/path or wss://…", url);
    }
    String scheme = parts.group(1).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("wss") || scheme.equals("https");
    int port = parts.group(3) == null ? defaultPort(secure) : Integer.parseInt(parts.group(3));
    if (port < 1 || port > LAST_PORT) {
      throw wrong("the port is not from 1 to 65535", url);
    }
    return new DoctorTarget(secure, host(parts.group(2), url), port, resource(parts.group(4), url));
  }

  private static String host(String given, String url) {
    if (given.startsWith("[")) {
      return given.substring(1, given.length() - 1);
    }
    try {
      String ascii = IDN.toASCII(given).toLowerCase(Locale.ROOT);
      if (ascii.matches("[a-z0-9._-]+")) {
        return ascii;
      }
    } catch (IllegalArgumentException e) {
      throw wrong("the host is not a name", url);
    }
    throw wrong("the host is not a name", url);
  }

  private static String resource(String rest, String url) {
    if (rest.contains("#")) {
      throw wrong("a WebSocket URL has no fragment", url);
    }
    try {
      String ascii = new URI(rest.startsWith("/") ? rest : "/" + rest).toASCIIString();
      return ascii.isEmpty() ? "/" : ascii;
    } catch (URISyntaxException e) {
      throw wrong("the path is not one of a URL", url);
    }
  }

  private static IllegalArgumentException wrong(String what, String url) {
    return new IllegalArgumentException(what + ": " + PrintableOctets.brief(url));
  }

  private static int defaultPort(boolean secure) {
    return secure ? 443 : 80;
  }

  /** Whether the host is an address and has not to be looked up. */
  boolean isAddress() {
    return host.contains(":") || host.matches("[0-9]+(\\.[0-9]+){3}");
  }

  /** Host and port as in {@code Host}, without the default port. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == defaultPort(secure) ? name : name + ":" + port;
  }

  /** The origin of a page that this server would have sent. */
  String origin() {
    return (secure ? "https://" : "http://") + authority();
  }

  String path() {
    return resource.replaceFirst("\\?.*", "");
  }

  /** The same server and resource with the other scheme. */
  String otherScheme() {
    return scheme(!secure) + authority() + shownResource();
  }

  private static String scheme(boolean secure) {
    return secure ? "wss://" : "ws://";
  }

  private String shownResource() {
    return resource.contains("?") ? path() + "?…" : resource;
  }

  /** Without its query, which may hold a secret. */
  @Override
  public String toString() {
    return PrintableOctets.brief(scheme(secure) + authority() + path())
        + (resource.contains("?") ? "?…" : "");
  }
}
