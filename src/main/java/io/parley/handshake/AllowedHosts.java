package io.parley.handshake;

import io.parley.http.Authority;
import java.util.List;

/**
 * The hosts that a server answers to. A server on loopback that answers to any can be reached by
 * every page in the browser beside it whose name was rebound to 127.0.0.1.
 *
 * @param listed names and subdomains
 * @param loopback whether all of loopback's own names and addresses belong to them
 */
public record AllowedHosts(List<HostPattern> listed, boolean loopback) {
  /** Any host. */
  public static final AllowedHosts ANY = new AllowedHosts(List.of(), false);

  /** Loopback's own names and addresses. */
  public static final AllowedHosts LOOPBACK = new AllowedHosts(List.of(), true);

  public AllowedHosts {
    listed = List.copyOf(listed);
  }

  boolean include(Authority authority) {
    return isAny()
        || (loopback && authority.isLoopback())
        || listed.stream().anyMatch(pattern -> pattern.matches(authority));
  }

  private boolean isAny() {
    return listed.isEmpty() && !loopback;
  }
}
