package io.parley.chat;

import java.util.Set;

/**
 * A user that a container authenticated.
 *
 * @param name of the account; not empty
 * @param roles those of the user's roles that rules name
 */
public record AccountPrincipal(String name, Set<String> roles) implements RolePrincipal {
  public AccountPrincipal {
    roles = Set.copyOf(roles);
  }

  @Override
  public String getName() {
    return name;
  }

  /** Returns the name alone. */
  @Override
  public String toString() {
    return name;
  }
}
