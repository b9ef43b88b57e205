package io.parley.broker;

import io.parley.chat.Broker;
import io.parley.chat.StoredMessage;
import java.util.ArrayList;
import java.util.List;

/** Collects the messages of one page, within a limit of messages and of bytes. */
public final class PageBuilder {
  private final List<StoredMessage> messages = new ArrayList<>();
  private final int limit;
  private long bytes;

  /**
   * @param limit messages at most
   */
  public PageBuilder(int limit) {
    this.limit = limit;
  }

  /** Whether the limit of messages is reached. */
  public boolean full() {
    return messages.size() >= limit;
  }

  /**
   * Adds the next message; the first is added whatever its size.
   *
   * @return whether it was added
   */
  public boolean take(StoredMessage next) {
    bytes += next.message().size();
    if (full() || (bytes > Broker.MOST_READ && !messages.isEmpty())) {
      return false;
    }
    return messages.add(next);
  }

  /** Returns the messages in the order in which they were added. */
  public List<StoredMessage> messages() {
    return messages;
  }
}
