package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;

/**
 * One host name, or with {@code *.} before it all the names below.
 *
 * @param name without a final dot
 * @param subdomains whether it stands for the names below it, and not for itself
 */
public record HostPattern(String name, boolean subdomains) {
  private static final String WILDCARD = "*.";

  /** {@code chat.example.com}, {@code *.example.com}, an IPv4 address, {@code [2001:db8::1]}. */
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
