package io.parley.broker;

import io.parley.chat.Broker;
import io.parley.chat.FailureLog;
import io.parley.chat.LogBreak;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.util.List;

/** A listener and the position after which it receives messages. Equal only to itself. */
public final class Subscriber {
  private static final FailureLog FAULTS =
      new FailureLog(System.getLogger(Subscriber.class.getName()));

  private final Broker.Listener listener;

  /** Changed by the thread that delivers only. */
  private Position after;

  /**
   * @param after the listener receives no message of this epoch up to this offset
   */
  Subscriber(Broker.Listener listener, Position after) {
    this.listener = listener;
    this.after = after;
  }

  /**
   * Delivers messages of the room, in their order, as one batch. Logs an exception of the listener;
   * an {@link Error} is the caller's to report, after it has told the others.
   */
  void deliver(List<StoredMessage> messages) {
    List<StoredMessage> later = messages.stream().filter(this::isLater).toList();
    if (later.isEmpty()) {
      return;
    }
    try {
      listener.stored(later);
    } catch (Exception e) {
      FAULTS.error("a listener failed at " + later.get(0).position(), e);
    }
  }

  /**
   * Reports a break of the log, after which every message is later. Logs an exception of the
   * listener.
   */
  void broke(LogBreak logBreak) {
    after = DispatchedRoom.NONE;
    try {
      listener.broke(logBreak);
    } catch (Exception e) {
      FAULTS.error("a listener failed at a break before " + logBreak.to(), e);
    }
  }

  private boolean isLater(StoredMessage storedMessage) {
    Position position = storedMessage.position();
    return !position.epoch().equals(after.epoch()) || position.offset() > after.offset();
  }
}
