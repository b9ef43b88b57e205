package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;

/**
 * A host name, or all its subdomains where {@code *.} precedes it.
 *
 * @param name without a final dot
 * @param subdomains whether it matches the names below it, and not the name itself
 */
public record HostPattern(String name, boolean subdomains) {
  private static final String WILDCARD = "*.";

  /**
   * Parses {@code chat.example.com}, {@code *.example.com}, an IPv4 address or {@code
   * [2001:db8::1]}.
   */
  public static Parsed<HostPattern> parse(String text) {
    boolean subdomains = text.startsWith(WILDCARD);
    String plain = subdomains ? text.substring(WILDCARD.length()) : text;
    if (plain.contains("*")) {
      return new Malformed<>("a * stands only for the names in front of a host name");
    }
    if (!(Authority.parse(plain) instanceof Parsed.Valid<Authority> valid)) {
      return new Malformed<>("it is no host name");
    }
    Authority host = valid.value();
    return host.port() == Authority.NO_PORT && !plain.endsWith(":")
        ? new Parsed.Valid<>(new HostPattern(host.name(), subdomains))
        : new Malformed<>("it has a port");
  }

  boolean matches(Authority authority) {
    String host = authority.name();
    return subdomains ? host.endsWith("." + name) : host.equals(name);
  }
}
