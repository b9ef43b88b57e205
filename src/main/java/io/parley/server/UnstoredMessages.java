package io.parley.server;

import java.util.Optional;

/**
 * Counts the messages of a connection that wait to be stored, and holds its reading where there are
 * too many, or where the application asks for it.
 */
final class UnstoredMessages {
  // Guarded by this.
  private int count;

  /** How many holds of the application last. */
  private int holds;

  private Optional<Runnable> held = Optional.empty();

  synchronized void add() {
    count++;
  }

  /** Holds the reading until {@link #release}. */
  synchronized void hold() {
    holds++;
  }

  /** Ends one hold. Returns the held continuation where reading goes on. */
  synchronized Optional<Runnable> release(int most) {
    holds--;
    return held(most);
  }

  /** Holds the continuation where the limit is reached; returns whether it did. */
  synchronized boolean holds(Runnable goOn, int most) {
    boolean full = holds > 0 || count >= most;
    if (full) {
      held = Optional.of(goOn);
    }
    return full;
  }

  /**
   * Removes a message that is stored or never will be. Returns the held continuation once at most
   * half of the limit waits.
   */
  synchronized Optional<Runnable> remove(int most) {
    count--;
    return held(most);
  }

  private Optional<Runnable> held(int most) {
    if (holds > 0 || count > most / 2) {
      return Optional.empty();
    }
    Optional<Runnable> goOn = held;
    held = Optional.empty();
    return goOn;
  }
}
