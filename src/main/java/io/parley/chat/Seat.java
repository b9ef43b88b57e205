package io.parley.chat;

/** What a room keeps of a member. */
interface Seat {
  Member member();

  void deliver(Committed committed);

  /** Not told of {@link Presence.Taken}. */
  void tell(Presence.Change change);

  /** The member has come back by another session, and sits elsewhere. */
  void replaced();
}
