package io.parley.chat;

/**
 * A member that can take up where it was. It is told messages, gaps and changes in one order, by
 * one thread at a time, and nothing once it has left. Must not block.
 */
public interface SubscriptionListener extends Member {
  /** A message that is not an answer to what this member said. */
  @Override
  void deliver(StoredMessage storedMessage);

  /** What comes next does not follow {@code from} but {@code to}: what was between is lost. */
  void gap(Position from, Position to);

  /**
   * Somebody else arrived or departed. Nobody is told where a room has more than {@value
   * Room#MOST_TOLD} members.
   */
  void changed(Presence.Change change);

  /** Another session came back as this member: this one has left. */
  void replaced();

  /** Likewise where the log cannot be read. */
  @Override
  void failed(Throwable cause);
}
