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

  /** Tells a change unless cancelled. Never throws. */
  void tell(Change change) {
    if (cancelled) {
      return;
    }
    try {
      listener.accept(change);
    } catch (RuntimeException | Error e) {
      FAULTS.error("a listener failed at a change", e);
    }
  }
}
