package io.parley.broker;

import io.parley.chat.Broker;
import io.parley.chat.Committed;
import java.util.ArrayList;
import java.util.List;

/** As much of a log as one read returns. */
public final class Stretch {
  private final List<Committed> messages = new ArrayList<>();
  private final int limit;
  private long bytes;

  /**
   * @param limit messages
   */
  public Stretch(int limit) {
    this.limit = limit;
  }

  /** Whether another message would be too many, whatever its size. */
  public boolean full() {
    return messages.size() >= limit;
  }

  /**
   * Takes the next message, and the first whatever its size.
   *
   * @return whether it had room
   */
  public boolean take(Committed next) {
    bytes += next.message().payload().size();
    if (full() || (bytes > Broker.MOST_READ && !messages.isEmpty())) {
      return false;
    }
    return messages.add(next);
  }

  /** In the order of their taking. */
  public List<Committed> messages() {
    return messages;
  }
}
