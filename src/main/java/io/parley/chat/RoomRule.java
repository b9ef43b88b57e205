package io.parley.chat;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rights of some users in some rooms.
 *
 * @param rooms the rooms in which it applies
 * @param rights the rights that it gives
 * @param users the users to whom it applies, besides those with a role; an asterisk is every user
 *     who is authenticated
 * @param roles the roles to whose users it applies
 * @param everybody whether it applies to everybody, also to who is anonymous
 */
public record RoomRule(
    List<RoomPattern> rooms,
    Set<RoomRight> rights,
    Set<String> users,
    Set<String> roles,
    boolean everybody) {
  /** Stands for every user who is authenticated. */
  public static final String ANY_USER = "*";

  public RoomRule {
    rooms = List.copyOf(rooms);
    rights = Set.copyOf(rights);
    users = Set.copyOf(users);
    roles = Set.copyOf(roles);
  }

  /** Whether the rule gives a right in a room to a user. */
  boolean permits(Optional<Principal> who, RoomName room, RoomRight right) {
    return rights.contains(right)
        && (everybody || who.filter(this::isFor).isPresent())
        && rooms.stream().anyMatch(pattern -> pattern.matches(room));
  }

  private boolean isFor(Principal user) {
    return users.contains(ANY_USER)
        || users.contains(user.getName())
        || (user instanceof RolePrincipal known
            && known.roles().stream().anyMatch(roles::contains));
  }
}
