package io.parley.chat;

/**
 * A member that can resume from a position. It receives messages, gaps and changes in one order, by
 * one thread at a time, and nothing once it has left.
 *
 * <p>These callbacks are called under the subscription's lock, and {@link #flush} without it
 * afterwards. So they only queue what is to be sent, and never call what may block.
 */
public interface SubscriptionListener extends Member {
  /** Receives a message that is not the answer to this member's own publish. */
  @Override
  void deliver(StoredMessage storedMessage);

  /** Reports a gap: the next message follows its end, and the messages in between are lost. */
  void gap(LogBreak gap);

  /**
   * Reports that another member arrived or departed. Not called where a room has more than {@value
   * Room#MOST_TOLD} members.
   */
  void changed(Presence.Change change);

  /** Reports that another session of this member replaced this one, which has left. */
  void replaced();

  /** Sends what the other callbacks have queued. Called without a lock. */
  void flush();

  /**
   * Called when a delivery failed or the log cannot be read. The member is told nothing more.
   * Called without a lock.
   */
  @Override
  void failed(Throwable cause);
}
