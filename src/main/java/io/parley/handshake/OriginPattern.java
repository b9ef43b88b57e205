package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Origin;
import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;

/**
 * One origin, or with {@code *.} before the host all its subdomains.
 *
 * @param subdomains whether the origin's host stands for the hosts below it, and not for itself
 */
public record OriginPattern(Origin origin, boolean subdomains) {
  private static final String WILDCARD = "://*.";

  /** {@code https://example.com:8443}, {@code https://*.example.com} or {@code null}. */
  public static Parsed<OriginPattern> parse(String text) {
    boolean subdomains = text.contains(WILDCARD);
    String plain = subdomains ? text.replace(WILDCARD, "://") : text;
    return plain.contains("*")
        ? new Malformed<>("a * stands only for the subdomains in front of a host name")
        : Origin.parse(plain).map(origin -> new OriginPattern(origin, subdomains));
  }

  boolean matches(Origin other) {
    return subdomains
        ? origin instanceof Origin.Tuple parent
            && other instanceof Origin.Tuple child
            && isBelow(child, parent)
        : origin.equals(other);
  }

  private static boolean isBelow(Origin.Tuple child, Origin.Tuple parent) {
    Authority below = child.authority();
    Authority above = parent.authority();
    return child.scheme().equals(parent.scheme())
        && below.port() == above.port()
        && below.host().endsWith("." + above.host());
  }
}
