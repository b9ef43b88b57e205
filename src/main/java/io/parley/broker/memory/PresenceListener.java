package io.parley.broker.memory;

import io.parley.chat.FailureLog;
import io.parley.chat.Presence.Change;
import java.util.function.Consumer;

/** A listener to a room's changes, equal only to itself. Thread-safe. */
final class PresenceListener {
  private static final FailureLog FAULTS =
      new FailureLog(System.getLogger(MemoryPresence.class.getName()));

  final MemoryPresence node;
  private final Consumer<Change> listener;
  private volatile boolean cancelled;

  PresenceListener(MemoryPresence node, Consumer<Change> listener) {
    this.node = node;
    this.listener = listener;
  }

  void cancel() {
    cancelled = true;
  }

  /**
   * Tells a change unless cancelled. Logs an exception of the listener; an {@link Error} is the
   * caller's to report, after it has told the others.
   */
  void tell(Change change) {
    if (cancelled) {
      return;
    }
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      FAULTS.error("a listener failed at a change", e);
    }
  }
}
