package io.parley.chat;

/** A participant of a room, as the room sees it. */
interface RoomParticipant {
  Member member();

  void deliver(StoredMessage storedMessage);

  /** Tells a change of presence, except {@link Presence.Taken}. */
  void tell(Presence.Change change);

  /** Called when another session of the same member has replaced this one. */
  void replaced();
}
