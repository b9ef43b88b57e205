package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chat.FailureLog;
import io.parley.chat.MemberRemovals;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerTimer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Publishes on one channel of all nodes which member is removed. What is published is a node's
 * name, a space and the member's id.
 */
final class RedisRemovals implements MemberRemovals, Shards.Listener {
  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(RedisRemovals.class.getName()));

  /** Bytes of a payload: more than any that Parley writes. */
  private static final int LONGEST = 8 * 1_024;

  /** Removals that wait for their turn; a further one is dropped. */
  private static final int MOST_WAITING = 1_000;

  private final Shards shards;
  private final RoomKeys place;
  private final byte[] channel;
  private final WorkerTimer timer;
  private final String node = LogEpoch.newName();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile Consumer<String> listener = removed -> {};

  /** The shard where the channel is subscribed, as far as is known; for the timer's thread. */
  private Optional<Shard> subscribed = Optional.empty();

  /**
   * @param timer has the thread on which the listener is told
   */
  RedisRemovals(Shards shards, String prefix, WorkerTimer timer) {
    this.shards = shards;
    this.place = new RoomKeys(prefix, new RoomName("nodes"));
    this.channel = place.key("x");
    this.timer = timer;
  }

  @Override
  public void announce(String member) {
    byte[] payload = (node + " " + member).getBytes(UTF_8);
    CompletionStage<Long> told =
        shards
            .of(place)
            .read(
                commands ->
                    shards.hasShardedChannels()
                        ? commands.spublish(channel, payload)
                        : commands.publish(channel, payload));
    told.whenComplete((nodes, failure) -> published(Optional.ofNullable(failure)));
  }

  private void published(Optional<Throwable> failure) {
    if (failure.isPresent()) {
      shards.refresh();
      FAILURES.warn("other servers were not told of a removed member", failure.get());
    }
  }

  @Override
  public void listen(Consumer<String> removed) {
    listener = removed;
  }

  @Override
  public void connected(Shard shard) {
    timer.execute(() -> ended(shard));
  }

  @Override
  public void lost(Shard shard) {
    timer.execute(() -> ended(shard));
  }

  @Override
  public void moved() {
    timer.execute(this::reconcile);
  }

  @Override
  public void unsubscribed(Shard shard, byte[] ended) {
    if (Arrays.equals(channel, ended)) {
      timer.execute(() -> ended(shard));
    }
  }

  private void ended(Shard shard) {
    subscribed = subscribed.filter(other -> other != shard);
    reconcile();
  }

  /** Subscribes where the channel is; called again and again, because an attempt may fail. */
  void reconcile() {
    Shard shard = shards.of(place);
    if (shard.isConnected() && subscribed.filter(known -> known == shard).isEmpty()) {
      subscribed = Optional.of(shard);
      CompletionStage<Void> confirmed =
          shard.subscriptions(
              commands ->
                  shards.hasShardedChannels()
                      ? commands.ssubscribe(channel)
                      : commands.subscribe(channel));
      confirmed.whenComplete(
          (done, failure) -> {
            if (failure != null) {
              timer.execute(() -> failed(shard, failure));
            }
          });
    }
  }

  private void failed(Shard shard, Throwable failure) {
    subscribed = subscribed.filter(other -> other != shard);
    FAILURES.warn("removed members are not heard of", failure);
    shards.refresh();
  }

  @Override
  public void published(Shard shard, byte[] published, byte[] payload) {
    if (Arrays.equals(channel, published) && payload.length <= LONGEST) {
      String text = new String(payload, UTF_8);
      int space = text.indexOf(' ');
      if (space > 0 && !text.startsWith(node + " ") && waiting.get() < MOST_WAITING) {
        waiting.incrementAndGet();
        timer.execute(() -> removed(text.substring(space + 1)));
      }
    }
  }

  private void removed(String member) {
    waiting.decrementAndGet();
    listener.accept(member);
  }
}
