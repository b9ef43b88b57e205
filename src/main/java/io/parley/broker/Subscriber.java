package io.parley.broker;

import io.parley.chat.FailureLog;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.util.function.Consumer;

/** A listener and the position after which it hears; its identity is its own. */
public final class Subscriber {
  private static final FailureLog FAULTS =
      new FailureLog(System.getLogger(Subscriber.class.getName()));

  private final Consumer<StoredMessage> listener;
  private final Position after;

  /**
   * @param after nothing of its epoch is heard up to it
   */
  public Subscriber(Consumer<StoredMessage> listener, Position after) {
    this.listener = listener;
    this.after = after;
  }

  /** Catches everything: what escaped would leave the room without anybody who hands over. */
  public void hear(StoredMessage storedMessage) {
    Position position = storedMessage.position();
    if (position.epoch().equals(after.epoch()) && position.offset() <= after.offset()) {
      return;
    }
    try {
      listener.accept(storedMessage);
    } catch (Throwable e) {
      FAULTS.error("a listener failed at " + storedMessage.position(), e);
    }
  }
}
