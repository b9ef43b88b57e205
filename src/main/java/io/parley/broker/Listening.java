package io.parley.broker;

import io.parley.chat.Committed;
import io.parley.chat.FailureLog;
import java.util.function.Consumer;

/** A listener and the offset after which it hears; its identity is its own. */
public final class Listening {
  private static final FailureLog FAULTS =
      new FailureLog(System.getLogger(Listening.class.getName()));

  private final Consumer<Committed> listener;
  private final long after;

  public Listening(Consumer<Committed> listener, long after) {
    this.listener = listener;
    this.after = after;
  }

  /** Catches everything: what escaped would leave the room without anybody who hands over. */
  public void hear(Committed committed) {
    if (committed.position().offset() <= after) {
      return;
    }
    try {
      listener.accept(committed);
    } catch (Throwable e) {
      FAULTS.error("a listener failed at " + committed.position(), e);
    }
  }
}
