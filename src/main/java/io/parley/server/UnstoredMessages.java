package io.parley.server;

import java.util.Optional;

/**
 * Counts the messages of a connection that wait to be stored, and holds its reading where there are
 * too many.
 */
final class UnstoredMessages {
  // Guarded by this.
  private int count;
  private Optional<Runnable> held = Optional.empty();

  synchronized void add() {
    count++;
  }

  /** Holds the continuation where the limit is reached; returns whether it did. */
  synchronized boolean holds(Runnable goOn, int most) {
    boolean full = count >= most;
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
    if (count > most / 2) {
      return Optional.empty();
    }
    Optional<Runnable> goOn = held;
    held = Optional.empty();
    return goOn;
  }
}
