package io.parley.broker.memory;

import io.parley.chat.Broker;
import io.parley.chat.Committed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** As much of a log as one read returns. */
final class Stretch {
  private Stretch() {}

  static List<Committed> of(Iterator<Committed> log, int limit) {
    List<Committed> messages = new ArrayList<>();
    long bytes = 0;
    while (messages.size() < limit && log.hasNext()) {
      Committed next = log.next();
      bytes += next.message().payload().size();
      if (bytes > Broker.MOST_READ && !messages.isEmpty()) {
        return messages;
      }
      messages.add(next);
    }
    return messages;
  }
}
