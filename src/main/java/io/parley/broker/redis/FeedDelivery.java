package io.parley.broker.redis;

import io.parley.broker.Delivery;
import io.parley.chat.LogBreak;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What the feed of a room hands to its dispatcher: a message or a break.
 *
 * @param cost its heap bytes, roughly
 * @param end is given the cost when the listeners were told
 */
record FeedDelivery(RoomName room, FeedEvent event, long cost, LongConsumer end)
    implements Delivery {
  /** Heap bytes beside the payload. */
  private static final long OVERHEAD = 256;

  static FeedDelivery of(RoomName room, FeedEvent event, LongConsumer end) {
    return new FeedDelivery(room, event, cost(event), end);
  }

  private static long cost(FeedEvent event) {
    return event instanceof FeedEvent.News news
        ? news.message().message().heapSize() + OVERHEAD
        : OVERHEAD;
  }

  /** Does nothing: the sender is answered by the append. */
  @Override
  public void answer() {}

  @Override
  public Optional<StoredMessage> news() {
    return event instanceof FeedEvent.News news ? Optional.of(news.message()) : Optional.empty();
  }

  @Override
  public Optional<LogBreak> logBreak() {
    return event instanceof FeedEvent.Broken broken
        ? Optional.of(broken.logBreak())
        : Optional.empty();
  }

  @Override
  public void done() {
    end.accept(cost);
  }
}
