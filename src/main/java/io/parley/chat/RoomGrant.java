package io.parley.chat;

import java.util.Set;

/**
 * Rights in the rooms whose name matches a pattern.
 *
 * @param pattern as it was written, such as {@code team-*}
 */
public record RoomGrant(String pattern, Set<RoomRight> rights) {
  public RoomGrant {
    rights = Set.copyOf(rights);
  }
}
