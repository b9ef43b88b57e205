package io.parley.http;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The origin of a request (RFC 6454). */
public sealed interface Origin {

  /** An opaque origin: {@code null} in the field. */
  enum Opaque implements Origin {
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /**
   * @param scheme in lower case
   * @param authority without the scheme's default port; its host is empty for pages without one,
   *     such as those of {@code file://}
   */
  record Tuple(String scheme, Authority authority) implements Origin {
    /** {@code scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )} (RFC 3986 3.1), and the rest. */
    private static final Pattern GRAMMAR = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,30})://(.*)");

    public Tuple {
      if (authority.port() == defaultPort(scheme)) {
        authority = new Authority(authority.host(), Authority.NO_PORT);
      }
    }

    private static Parsed<Origin> parse(String text) {
      Matcher matcher = GRAMMAR.matcher(text);
      if (!matcher.matches()) {
        return new Malformed<>("it is neither null nor a scheme, :// and a host");
      }
      String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
      if (matcher.group(2).isEmpty() && defaultPort(scheme) == Authority.NO_PORT) {
        return new Valid<>(new Tuple(scheme, new Authority("", Authority.NO_PORT)));
      }
      return Authority.parse(matcher.group(2)).map(authority -> new Tuple(scheme, authority));
    }

    /** Whether the origin has a host (RFC 3986 3.2.2 allows an empty one). */
    public boolean hasHost() {
      return !authority.host().isEmpty();
    }

    /**
     * The named port, or the scheme's default; {@link Authority#NO_PORT} where there is neither.
     */
    public int port() {
      return authority.portOr(defaultPort(scheme));
    }

    @Override
    public String toString() {
      return scheme + "://" + authority;
    }
  }

  /**
   * Parses {@code serialized-origin = scheme "://" host [ ":" port ]}, or {@code null} (RFC 6454
   * 7.1).
   */
  static Parsed<Origin> parse(String text) {
    return text.equals("null") ? new Valid<>(Opaque.NULL) : Tuple.parse(text);
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      default -> Authority.NO_PORT;
    };
  }
}
