package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Origin;
import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;

/**
 * An origin, or all subdomains of its host where {@code *.} precedes the host.
 *
 * @param subdomains whether it matches the hosts below the origin's host, and not that host itself
 */
public record OriginPattern(Origin origin, boolean subdomains) {
  private static final String WILDCARD = "://*.";

  /**
   * Parses {@code https://example.com:8443}, {@code https://*.example.com}, {@code null} or {@code
   * file://}.
   */
  public static Parsed<OriginPattern> parse(String text) {
    boolean subdomains = text.contains(WILDCARD);
    String plain = subdomains ? text.replace(WILDCARD, "://") : text;
    return plain.contains("*")
        ? new Malformed<>("a * stands only for the subdomains in front of a host name")
        : Origin.parse(plain) instanceof Parsed.Valid<Origin> valid
            ? of(valid.value(), subdomains)
            : new Malformed<>("it is no origin");
  }

  private static Parsed<OriginPattern> of(Origin origin, boolean subdomains) {
    boolean hasHost = origin instanceof Origin.Tuple tuple && tuple.hasHost();
    return subdomains && !hasHost
        ? new Malformed<>("what has no host has no subdomains")
        : new Parsed.Valid<>(new OriginPattern(origin, subdomains));
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
