package io.parley.broker.redis;

import io.parley.broker.Delivery;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A message that is being appended. As a delivery it is queued behind its own message: so it is
 * pending until the listeners of this node were told.
 *
 * @param deadline by {@link System#nanoTime}, after which its sender is told that the outcome is
 *     unknown
 * @param freed runs when it is pending no more
 */
record RedisAppend(
    RoomName room,
    Message message,
    StreamEntry entry,
    long deadline,
    CompletableFuture<Position> stage,
    Runnable freed)
    implements Delivery {
  /** Bytes that a message takes beside what it counts itself, roughly. */
  static final long OVERHEAD = 256;

  static long cost(Message message) {
    return message.size() + OVERHEAD;
  }

  boolean isLate(long now) {
    return deadline - now <= 0;
  }

  /** Does nothing: the sender is answered without the listeners. */
  @Override
  public void answer() {}

  @Override
  public Optional<StoredMessage> news() {
    return Optional.empty();
  }

  @Override
  public void done() {
    freed.run();
  }
}
