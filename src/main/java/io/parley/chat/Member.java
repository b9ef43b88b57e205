package io.parley.chat;

/** Somebody who is in a room. */
public interface Member {
  /** Unique among all members of all rooms. */
  String id();

  /**
   * Is told every message of the room, its own too, in the room's order, by one thread at a time.
   * Must not block: the whole room waits for it.
   */
  void deliver(Committed committed);
}
