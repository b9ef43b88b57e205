package io.parley.chat;

import io.parley.chat.Presence.Attendance;
import io.parley.chat.Presence.Change;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Tells one listener the changes of a room in the order of their numbers. It tells none that an
 * already sent list includes. Changes that come while a list is awaited are held until it is sent.
 * Guarded by its owner.
 */
final class PresenceUpdates {
  private final Consumer<Change> listener;
  private final ArrayDeque<Change> held = new ArrayDeque<>(0);
  private int awaited;
  private long told;

  /** The number of the last change that could not be held. */
  private long dropped;

  PresenceUpdates(Consumer<Change> listener) {
    this.listener = listener;
  }

  /**
   * Holds changes until a list is sent; followed by one call of {@link #listed} or {@link
   * #release}.
   */
  void awaitList() {
    awaited++;
  }

  void tell(Change change) {
    if (change.number() <= told) {
      return;
    }
    if (awaited == 0) {
      pass(change);
    } else {
      hold(change);
    }
  }

  /** Whether a list lacks a change that could not be held, so that another list is needed. */
  boolean isLackedBy(Attendance list) {
    return list.change() < dropped;
  }

  /**
   * Sends an awaited list, after the held changes that it includes.
   *
   * @param send sends it
   */
  void listed(Attendance list, Runnable send) {
    while (!held.isEmpty() && held.peek().number() <= list.change()) {
      pass(held.poll());
    }
    sent(list, send);
  }

  /** Sends the first list of a subscription; the held changes that it includes are dropped. */
  void greeted(Attendance list, Runnable send) {
    held.removeIf(change -> change.number() <= list.change());
    sent(list, send);
  }

  private void sent(Attendance list, Runnable send) {
    told = Math.max(told, list.change());
    try {
      send.run();
    } finally {
      release();
    }
  }

  /** Ends the wait for a list that will not come. */
  void release() {
    awaited--;
    while (awaited == 0 && !held.isEmpty()) {
      pass(held.poll());
    }
  }

  /** Holds a change; drops the oldest where {@link Room#MOST_TOLD} are held. */
  private void hold(Change change) {
    if (held.size() >= Room.MOST_TOLD) {
      dropped = held.remove().number();
    }
    held.add(change);
  }

  private void pass(Change change) {
    told = change.number();
    listener.accept(change);
  }
}
