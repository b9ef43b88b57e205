package io.parley.chat;

import java.util.List;

/** Somebody who is in a room. */
public interface Member {
  /** Unique among all members of all rooms. */
  String id();

  /** What the member is called in this room. */
  default MemberName name() {
    return MemberName.NONE;
  }

  /** Names the connection, unique among all of them; the id, where the two live as long. */
  default String session() {
    return id();
  }

  /** For whom it counts that the member opens a room (see {@link RoomQuota}) or says something. */
  default List<String> quotaKeys() {
    return List.of();
  }

  /**
   * Is told every message of the room, its own too, in the room's order, by one thread at a time.
   * Must not block: the whole room waits for it.
   */
  void deliver(StoredMessage storedMessage);

  /** Cannot be told something, and so is told nothing more: its connection is to be closed. */
  default void failed(Throwable cause) {}
}
