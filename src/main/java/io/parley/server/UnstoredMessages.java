package io.parley.server;

import java.util.Optional;

/** The messages of a connection that wait to be stored, and what goes on when fewer do. */
final class UnstoredMessages {
  // Guarded by this.
  private int count;
  private Optional<Runnable> held = Optional.empty();

  synchronized void add() {
    count++;
  }

  /** Keeps it for later where as many wait as may. */
  synchronized boolean holds(Runnable goOn, int most) {
    boolean full = count >= most;
    if (full) {
      held = Optional.of(goOn);
    }
    return full;
  }

  /** One is stored, or never will be; returns what goes on now that half of them are. */
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
