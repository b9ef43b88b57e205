package io.parley.chat;

/**
 * A phase of a subscription. {@link LogDelivery} moves from one to the next under its lock; only
 * the move to {@link Left} needs no lock, comes from any phase and is final.
 */
sealed interface SubscriptionPhase {
  /** Waits for its start. Messages stored meanwhile are only noted. */
  final class Entering implements SubscriptionPhase {
    /** The highest offset that was handed over meanwhile. */
    long noted;

    /** Whether the log broke meanwhile, so that it has to be read. */
    boolean broke;
  }

  /** Reads what it missed; messages handed over meanwhile are only noted. */
  record CatchingUp(Catchup catchup) implements SubscriptionPhase {}

  /** Has delivered everything before the next message that is handed over. */
  record Live() implements SubscriptionPhase {}

  /** Has ended; its listener is told nothing more. */
  record Left() implements SubscriptionPhase {}
}
