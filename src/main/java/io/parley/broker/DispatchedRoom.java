package io.parley.broker;

import io.parley.chat.Position;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The listeners of one room and the messages that they are not told of yet. Guarded by its
 * dispatcher, which drops it when it {@link #isUnused}.
 */
final class DispatchedRoom {
  static final Position NONE = new Position("", 0);

  final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private int pending;
  private Position newest = NONE;
  private long lastTurn;

  /** Counts a delivery that waits. */
  void add(Optional<Position> message) {
    pending++;
    newest = message.orElse(newest);
  }

  /**
   * Counts deliveries as done.
   *
   * @param nanos how long the listeners took
   */
  void delivered(int count, long nanos) {
    pending -= count;
    lastTurn = nanos;
    newest = pending == 0 ? NONE : newest;
  }

  /** Returns the position of the newest pending message; {@link #NONE} where none is pending. */
  Position newestPending() {
    return newest;
  }

  /** Returns the nanoseconds that the listeners took the last time. */
  long lastTurn() {
    return lastTurn;
  }

  boolean isUnused() {
    return subscribers.isEmpty() && pending == 0;
  }
}
