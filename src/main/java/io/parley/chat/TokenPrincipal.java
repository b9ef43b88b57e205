package io.parley.chat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The user that a verified token names. It holds plain data of the token's claims, never the token.
 *
 * @param id unique among all users, and the same in each token of the user; not empty
 * @param displayName what other members see, as the token has it; empty where it has none. It may
 *     hold any characters: see {@link MemberName#ofAccount}
 * @param roles the user's roles
 * @param grants the rights in rooms that the token gives; empty where it has no claim of rights,
 *     and an empty list where its claim gives none
 */
public record TokenPrincipal(
    String id, Optional<String> displayName, Set<String> roles, Optional<List<RoomGrant>> grants)
    implements RolePrincipal {
  public TokenPrincipal {
    roles = Set.copyOf(roles);
    grants = grants.map(List::copyOf);
  }

  /** Returns the id. */
  @Override
  public String getName() {
    return id;
  }

  /** Returns the id alone: claims may be personal. */
  @Override
  public String toString() {
    return id;
  }
}
