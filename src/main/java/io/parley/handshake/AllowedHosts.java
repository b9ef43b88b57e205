package io.parley.handshake;

import io.parley.http.Authority;
import java.util.List;

/**
 * The hosts that a server answers to. They stop DNS rebinding: a page whose name is rebound to
 * 127.0.0.1 could otherwise reach a server on loopback from a browser on the same machine.
 *
 * @param listed names and subdomains
 * @param loopback whether all names and addresses of loopback belong to them
 */
public record AllowedHosts(List<HostPattern> listed, boolean loopback) {
  /** Any host. */
  public static final AllowedHosts ANY = new AllowedHosts(List.of(), false);

  /** The names and addresses of loopback. */
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
