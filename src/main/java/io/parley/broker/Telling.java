package io.parley.broker;

import io.parley.chat.LogBreak;
import io.parley.chat.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages that listeners are told together.
 *
 * @param logBreak is told first; empty where the messages follow the last
 */
record Telling(Optional<LogBreak> logBreak, List<StoredMessage> news) {
  /** Returns what deliveries tell, in their order: one for each break, and for what precedes it. */
  static List<Telling> of(List<Delivery> deliveries) {
    List<Telling> all = new ArrayList<>();
    all.add(new Telling(Optional.empty(), new ArrayList<>(deliveries.size())));
    for (Delivery delivery : deliveries) {
      if (delivery.logBreak().isPresent()) {
        all.add(new Telling(delivery.logBreak(), new ArrayList<>()));
      }
      delivery.news().ifPresent(all.get(all.size() - 1).news::add);
    }
    return all;
  }

  void tell(Subscriber subscriber) {
    logBreak.ifPresent(subscriber::broke);
    subscriber.deliver(news);
  }
}
