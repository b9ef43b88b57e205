package io.parley.http;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port, as in {@code Host} or an absolute target (RFC 3986 3.2, without user
 * information).
 *
 * @param host in lower case; an IPv6 address in its brackets
 * @param port {@link #NO_PORT} where none is named
 */
public record Authority(String host, int port) {
  public static final int NO_PORT = -1;

  private static final int MOST_PORT = 65_535;

  /** {@code ( IP-literal / IPv4address / reg-name ) [ ":" *DIGIT ]}, the host not empty. */
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]{2,45}]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,255})"
              + "(?::([0-9]{0,32}))?");

  public static Parsed<Authority> parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      return new Malformed<>("it is no host with an optional port");
    }
    String host = matcher.group(1).toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && literal(host).valid().isEmpty()) {
      return new Malformed<>("what its brackets hold is no IPv6 address");
    }
    String digits = matcher.group(2);
    int port = digits == null || digits.isEmpty() ? NO_PORT : port(digits);
    return port == 0 || port > MOST_PORT
        ? new Malformed<>("its port is not from 1 to " + MOST_PORT)
        : new Valid<>(new Authority(host, port));
  }

  /** Parses a port. Leading zeros are allowed; a number of more than five digits is too large. */
  private static int port(String digits) {
    String number = digits.replaceFirst("^0+(?=[0-9])", "");
    return number.length() > 5 ? MOST_PORT + 1 : Integer.parseInt(number);
  }

  private static Parsed<IpAddress> literal(String host) {
    return IpAddress.parse(host.substring(1, host.length() - 1));
  }

  /** The host for comparisons: without a final dot, an address in its canonical form. */
  public String name() {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.startsWith("[")
        ? literal(name).map(IpAddress::toString).valid().orElse(name)
        : name;
  }

  /** Whether the host can only be the client's own machine (RFC 6761 6.3, RFC 1122 3.2.1.3). */
  public boolean isLoopback() {
    return LoopbackHost.is(name());
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
