package io.parley.chat;

import java.security.Principal;
import java.util.Optional;

/**
 * Decides what a principal may do in a room. It is asked at every act, whatever the subprotocol, so
 * a right may end while a member is in the room; a member is not removed then. An implementation is
 * thread-safe, must not block, and must not call the room.
 */
@FunctionalInterface
public interface RoomAccess {
  /** Permits everything to everybody. */
  RoomAccess EVERYBODY = (who, room, right) -> true;

  /**
   * Whether a principal has a right in a room.
   *
   * @param who empty where nobody authenticated the peer
   */
  boolean permits(Optional<Principal> who, RoomName room, RoomRight right);
}
