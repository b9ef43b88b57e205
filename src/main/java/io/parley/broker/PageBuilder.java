package io.parley.broker;

import io.parley.chat.Broker;
import io.parley.chat.StoredMessage;
import java.util.ArrayList;
import java.util.List;

/** As much of a log as one read returns. */
public final class PageBuilder {
  private final List<StoredMessage> messages = new ArrayList<>();
  private final int limit;
  private long bytes;

  /**
   * @param limit messages
   */
  public PageBuilder(int limit) {
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
  public boolean take(StoredMessage next) {
    bytes += next.message().payload().size();
    if (full() || (bytes > Broker.MOST_READ && !messages.isEmpty())) {
      return false;
    }
    return messages.add(next);
  }

  /** In the order of their taking. */
  public List<StoredMessage> messages() {
    return messages;
  }
}
