package io.parley.http;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as {@code Host} and an absolute target name them (RFC 3986 3.2, without user
 * information).
 *
 * @param host in lower case; an IPv6 address in its brackets
 * @param port {@link #NO_PORT} where none is named
 */
public record Authority(String host, int port) {
  public static final int NO_PORT = -1;

  /** {@code ( IP-literal / IPv4address / reg-name ) [ ":" *DIGIT ]}, the host not empty. */
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]{2,45}]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,255})"
              + "(?::([0-9]{0,5}))?");

  public static Parsed<Authority> parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      return new Malformed<>("it is no host with an optional port");
    }
    String digits = matcher.group(2);
    int port = digits == null || digits.isEmpty() ? NO_PORT : Integer.parseInt(digits);
    if (port > 65_535) {
      return new Malformed<>("its port is above 65535");
    }
    return new Valid<>(new Authority(matcher.group(1).toLowerCase(Locale.ROOT), port));
  }

  /** The port, or the given one where none is named. */
  public int portOr(int other) {
    return port == NO_PORT ? other : port;
  }

  @Override
  public String toString() {
    return port == NO_PORT ? host : host + ":" + port;
  }
}
