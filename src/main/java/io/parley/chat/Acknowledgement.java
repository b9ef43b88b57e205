package io.parley.chat;

/** Receives the outcome of one publish. Must not block. */
public interface Acknowledgement {
  /**
   * The message is stored, and everything before it in the log has been delivered to the sender.
   * Called in order with the deliveries and under the same lock: see {@link SubscriptionListener}.
   */
  void stored(Position position);

  /**
   * The message is not stored, or with an {@link UncertainException} may not be. Called under no
   * lock.
   */
  void failed(Throwable cause);
}
