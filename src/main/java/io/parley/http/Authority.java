package io.parley.http;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;
import java.util.HexFormat;
import java.util.Locale;

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

  /** In bytes: a name in DNS is not longer. */
  private static final int LONGEST_NAME = 255;

  /** In characters, with the brackets. */
  private static final int LONGEST_LITERAL = 47;

  private static final int SHORTEST_LITERAL = 4;

  /** In digits, with leading zeros. */
  private static final int LONGEST_PORT = 32;

  /** {@code unreserved} and {@code sub-delims} without letters and digits: RFC 3986 2.2, 2.3. */
  private static final String MARKS = "._~!$&'()*+,;=-";

  /** {@code ( IP-literal / IPv4address / reg-name ) [ ":" *DIGIT ]}, the host not empty. */
  public static Parsed<Authority> parse(String text) {
    int end = text.startsWith("[") ? endOfLiteral(text) : endOfName(text);
    if (end <= 0 || !isPort(text, end)) {
      return new Malformed<>("it is no host with an optional port");
    }
    String host = text.substring(0, end).toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && literal(host).valid().isEmpty()) {
      return new Malformed<>("what its brackets hold is no IPv6 address");
    }
    int port = end + 1 >= text.length() ? NO_PORT : port(text, end + 1);
    return port == 0 || port > MOST_PORT
        ? new Malformed<>("its port is not from 1 to " + MOST_PORT)
        : new Valid<>(new Authority(host, port));
  }

  /** The index after the bracket; 0 where the text begins with no literal. */
  private static int endOfLiteral(String text) {
    int at = 1;
    while (at < text.length() && isOfLiteral(text.charAt(at))) {
      at++;
    }
    boolean closed = at < text.length() && text.charAt(at) == ']';
    int length = at + 1;
    return closed && length >= SHORTEST_LITERAL && length <= LONGEST_LITERAL ? length : 0;
  }

  /** The index after the name; 0 where it is too long, or has an incomplete escape. */
  private static int endOfName(String text) {
    int at = 0;
    int length = 0;
    while (at < text.length() && text.charAt(at) != ':') {
      boolean escape = isEscape(text, at);
      if (!escape && !isOfName(text.charAt(at))) {
        return 0;
      }
      at += escape ? 3 : 1;
      length++;
    }
    return length <= LONGEST_NAME ? at : 0;
  }

  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == '%'
        && at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  private static boolean isOfLiteral(char each) {
    return HexFormat.isHexDigit(each) || each == ':' || each == '.';
  }

  private static boolean isOfName(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || isDigit(each)
        || MARKS.indexOf(each) >= 0;
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  /** Whether the rest of the text is empty, or a colon and digits. */
  private static boolean isPort(String text, int from) {
    boolean sound = from == text.length() || text.charAt(from) == ':';
    for (int at = from + 1; sound && at < text.length(); at++) {
      sound = isDigit(text.charAt(at));
    }
    return sound && text.length() - from - 1 <= LONGEST_PORT;
  }

  /** Parses a port. Leading zeros are allowed; a number of more than five digits is too large. */
  private static int port(String text, int from) {
    int port = 0;
    for (int at = from; at < text.length() && port <= MOST_PORT; at++) {
      port = 10 * port + text.charAt(at) - '0';
    }
    return port;
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
