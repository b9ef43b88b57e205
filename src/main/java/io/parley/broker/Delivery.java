package io.parley.broker;

import io.parley.chat.LogBreak;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.util.Optional;

/** An append whose outcome is known: its sender is answered and listeners are told. */
public interface Delivery {
  RoomName room();

  /** Answers the sender, before any listener is told. Must not block. */
  void answer();

  /** Returns the message for the listeners; empty where the append stored nothing new. */
  Optional<StoredMessage> news();

  /** Returns the bytes of the message's payload; 0 where there is none. */
  default long bytes() {
    return news().map(stored -> (long) stored.message().payload().size()).orElse(0L);
  }

  /** Returns the break that the listeners are told before the message; empty where it follows. */
  default Optional<LogBreak> logBreak() {
    return Optional.empty();
  }

  /** Called after the listeners were told, whatever failed: it is pending no more. */
  void done();
}
