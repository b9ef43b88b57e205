package io.parley.broker;

import io.parley.chat.Committed;
import io.parley.chat.FailureLog;
import io.parley.chat.Position;
import java.util.function.Consumer;

/** A listener and the position after which it hears; its identity is its own. */
public final class Listening {
  private static final FailureLog FAULTS =
      new FailureLog(System.getLogger(Listening.class.getName()));

  private final Consumer<Committed> listener;
  private final Position after;

  /**
   * @param after nothing of its epoch is heard up to it
   */
  public Listening(Consumer<Committed> listener, Position after) {
    this.listener = listener;
    this.after = after;
  }

  /** Catches everything: what escaped would leave the room without anybody who hands over. */
  public void hear(Committed committed) {
    Position position = committed.position();
    if (position.epoch().equals(after.epoch()) && position.offset() <= after.offset()) {
      return;
    }
    try {
      listener.accept(committed);
    } catch (Throwable e) {
      FAULTS.error("a listener failed at " + committed.position(), e);
    }
  }
}
