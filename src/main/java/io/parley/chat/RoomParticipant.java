package io.parley.chat;

/** What a room keeps of a member. */
interface RoomParticipant {
  Member member();

  void deliver(StoredMessage storedMessage);

  /** Not told of {@link Presence.Taken}. */
  void tell(Presence.Change change);

  /** The member has come back by another session, and sits elsewhere. */
  void replaced();
}
