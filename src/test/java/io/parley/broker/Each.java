package io.parley.broker;

import io.parley.chat.Broker;
import io.parley.chat.StoredMessage;
import java.util.function.Consumer;

/** A listener that is told one message at a time. */
public final class Each {
  private Each() {}

  public static Broker.Listener each(Consumer<StoredMessage> told) {
    return messages -> messages.forEach(told);
  }
}
