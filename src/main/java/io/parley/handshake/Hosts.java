package io.parley.handshake;

import io.parley.http.Authority;
import java.util.Set;

/**
 * The host names that a server answers to. A server on loopback that answers to any can be reached
 * by every page in the browser beside it whose name was rebound to 127.0.0.1.
 *
 * @param names in lower case, without ports; empty for any
 */
public record Hosts(Set<String> names) {
  public static final Hosts ANY = new Hosts(Set.of());

  public Hosts {
    names = Set.copyOf(names);
  }

  boolean include(Authority authority) {
    return names.isEmpty() || names.contains(authority.host());
  }
}
