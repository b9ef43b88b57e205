package io.parley.chat;

/**
 * A member that can resume from a position. It receives messages, gaps and changes in one order, by
 * one thread at a time, and nothing once it has left. Must not block.
 */
public interface SubscriptionListener extends Member {
  /** Receives a message that is not the answer to this member's own publish. */
  @Override
  void deliver(StoredMessage storedMessage);

  /**
   * Reports a gap: the next message follows {@code to}, and the messages after {@code from} up to
   * there are lost.
   */
  void gap(Position from, Position to);

  /**
   * Reports that another member arrived or departed. Not called where a room has more than {@value
   * Room#MOST_TOLD} members.
   */
  void changed(Presence.Change change);

  /** Reports that another session of this member replaced this one, which has left. */
  void replaced();

  /** Called when a delivery failed or the log cannot be read. The member is told nothing more. */
  @Override
  void failed(Throwable cause);
}
