package io.parley.broker.redis;

import io.parley.chat.FailureLog;
import io.parley.chat.Presence.Change;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * This node's subscription to the changes of one room. After each interruption it reads what it
 * missed. For the thread of its node.
 */
final class RoomChanges {
  private static final FailureLog LOST =
      new FailureLog(System.getLogger(RedisPresence.class.getName()));

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final PresenceNode node;
  private final RoomKeys keys;
  private final OperationQueue queue;
  private final PresenceFeed feed = new PresenceFeed();

  /** Listeners that wait until the subscription stands. */
  private final Map<Consumer<Change>, CompletableFuture<Void>> waiting = new LinkedHashMap<>(2);

  /** What is to be done once everything missed was told. */
  private final List<Runnable> afterwards = new ArrayList<>();

  private Optional<Shard> attached = Optional.empty();
  private int attempt;
  private boolean reading;

  RoomChanges(PresenceNode node, RoomKeys keys, OperationQueue queue) {
    this.node = node;
    this.keys = keys;
    this.queue = queue;
  }

  boolean isEmpty() {
    return feed.isEmpty();
  }

  /** Adds the node's own listener, which needs no subscription and is told first. */
  void addFirst(Consumer<Change> listener) {
    feed.addFirst(listener);
  }

  /** Adds a listener; the stage completes when it is told what follows. */
  void add(Consumer<Change> listener, CompletableFuture<Void> stage) {
    boolean first = feed.isEmpty();
    feed.add(listener);
    if (feed.position().isPresent() && !first) {
      beginAfterWhatWaits(listener, stage);
      return;
    }
    waiting.put(listener, stage);
    node.later(() -> giveUp(stage), PresenceOperation.PATIENCE);
    if (first) {
      attach();
    }
  }

  /** It is not told the changes of calls made before its own. */
  private void beginAfterWhatWaits(Consumer<Change> listener, CompletableFuture<Void> stage) {
    queue.add(
        PresenceOperation.patient(
            answer -> begin(listener, stage, PresenceAnswer.number(answer.get(0))),
            () -> giveUp(stage),
            "since",
            ""));
  }

  private void begin(Consumer<Change> listener, CompletableFuture<Void> stage, long after) {
    feed.begin(listener, after);
    stage.complete(null);
  }

  private static void giveUp(CompletableFuture<Void> stage) {
    stage.completeExceptionally(new IOException("Redis cannot be reached"));
  }

  void remove(Consumer<Change> listener) {
    feed.remove(listener);
    if (feed.isEmpty()) {
      detach();
    }
  }

  private void detach() {
    attempt++;
    attached.ifPresent(
        shard -> {
          var unused =
              node.hasShardedChannels()
                  ? shard.subscriptions(commands -> commands.sunsubscribe(keys.presenceChannel()))
                  : shard.subscriptions(commands -> commands.unsubscribe(keys.presenceChannel()));
        });
    attached = Optional.empty();
  }

  /** Subscribes to the channel, and reads then what was missed; does nothing without listeners. */
  void attach() {
    if (feed.isEmpty()) {
      return;
    }
    int current = ++attempt;
    Shard shard = node.shard(keys);
    attached = Optional.of(shard);
    var stage =
        node.hasShardedChannels()
            ? shard.subscriptions(commands -> commands.ssubscribe(keys.presenceChannel()))
            : shard.subscriptions(commands -> commands.subscribe(keys.presenceChannel()));
    stage.whenComplete(
        (done, failure) -> node.execute(() -> attached(current, Optional.ofNullable(failure))));
  }

  private void attached(int of, Optional<Throwable> failure) {
    if (of != attempt) {
      return;
    }
    if (failure.isEmpty()) {
      read();
    } else {
      node.later(
          () -> {
            if (of == attempt) {
              attach();
            }
          },
          PAUSE);
    }
  }

  /** Subscribes anew where another shard has the room now. */
  void moved() {
    if (attached.isPresent() && attached.get() != node.shard(keys)) {
      attach();
    }
  }

  /** Runs something once all that was missed has been told. */
  void afterMissed(Runnable task) {
    if (feed.isEmpty()) {
      task.run();
    } else {
      afterwards.add(task);
    }
  }

  void published(PresenceHint hint) {
    if (feed.isBehindAfter(hint)) {
      read();
    }
  }

  /** Reads the stream where there is a listener. */
  void reread() {
    if (!feed.isEmpty()) {
      read();
    }
  }

  /** Reads what the stream has after the last change that was told. */
  void read() {
    if (reading) {
      return;
    }
    reading = true;
    String from = feed.position().isPresent() ? "" + feed.position().getAsLong() : "";
    queue.add(
        PresenceOperation.lasting(
            answer -> page(PresenceAnswer.page(answer)), () -> {}, "since", from));
  }

  private void page(PresenceFeed.Page page) {
    reading = false;
    if (feed.isCutBy(page)) {
      LOST.warn(
          "changes of presence are no longer in Redis, and were not told",
          new IOException("more than Redis keeps"));
    }
    waiting.forEach((listener, stage) -> begin(listener, stage, page.last()));
    waiting.clear();
    List<Runnable> tasks = List.copyOf(afterwards);
    afterwards.clear();
    tasks.forEach(Runnable::run);
  }

  /** Tells a change that was found in another way. */
  void tell(Change change) {
    feed.tell(change);
  }

  void close() {
    waiting.values().forEach(RoomChanges::giveUp);
  }
}
