package io.parley.chat;

/** A participant of a room, as the room sees it. Called by one thread at a time. */
interface RoomParticipant {
  Member member();

  /**
   * Called once, before anything is delivered.
   *
   * @param after messages of this epoch up to this offset were stored before it joined
   */
  void joined(Position after);

  /**
   * Returns the position of the last message that was delivered or passed over; offset 0 where none
   * was. Takes no lock: another thread may see an older one. A position is immutable, so it is
   * always whole.
   */
  Position position();

  void deliver(StoredMessage storedMessage);

  /**
   * Whether its connection has not taken all that was delivered. False where it reads at its own
   * pace, and where it has left. Takes no lock.
   */
  boolean isBehind();

  /** Runs a task as {@link Outbox#whenTaken} does. */
  void whenTaken(Runnable task);

  void broke(LogBreak logBreak);

  /** Tells a change of presence, except {@link Presence.Taken}. */
  void tell(Presence.Change change);

  /** Called when another session of the same member has replaced this one. */
  void replaced();
}
