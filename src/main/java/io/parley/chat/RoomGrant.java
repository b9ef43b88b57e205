package io.parley.chat;

import java.text.Normalizer;
import java.util.Set;

/**
 * Rights in the rooms whose name matches a pattern.
 *
 * @param pattern as it was written, such as {@code team-*}
 */
public record RoomGrant(String pattern, Set<RoomRight> rights) {
  public RoomGrant {
    pattern = Normalizer.normalize(pattern, Normalizer.Form.NFC);
    rights = Set.copyOf(rights);
  }

  /** Whether a right in a room is among these. */
  boolean permits(RoomName room, RoomRight right) {
    return rights.contains(right) && RoomPattern.matches(pattern, room.value());
  }
}
