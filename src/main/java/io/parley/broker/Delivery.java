package io.parley.broker;

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

  /** Called after the listeners were told, whatever failed: it is pending no more. */
  void done();
}
