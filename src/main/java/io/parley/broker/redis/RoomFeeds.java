package io.parley.broker.redis;

import io.parley.broker.Dispatcher;
import io.parley.broker.Dispatchers;
import io.parley.broker.Subscriber;
import io.parley.chat.Broker;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import io.parley.worker.WorkerTimer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Hands to listeners what the nodes store, in the order of the logs. A room is subscribed to while
 * it has a listener here. What its hints do not bring is read from its stream. Thread-safe.
 */
final class RoomFeeds {
  /** How often it is looked for rooms that have no subscription or are behind. */
  private static final Duration REPAIR = Duration.ofSeconds(1);

  private final String prefix;
  private final FeedRoom.Shared shared;
  private final Dispatchers dispatchers;
  private final HintSubscriptions subscriptions;
  private final LogHeadChecks headChecks;

  /** By name, and by channel, the rooms that have listeners. Both are changed under the lock. */
  private final ConcurrentMap<RoomName, FeedRoom> rooms = new ConcurrentHashMap<>();

  private final ConcurrentMap<ByteBuffer, FeedRoom> channels = new ConcurrentHashMap<>();

  /** The number of listeners of each room. Guarded by this. */
  private final Map<RoomName, Integer> listeners = new HashMap<>();

  /**
   * @param prefix of all keys and channels
   * @param timer runs the checks
   */
  RoomFeeds(
      String prefix,
      Shards shards,
      FeedRoom.Shared shared,
      Dispatchers dispatchers,
      WorkerTimer timer) {
    this.prefix = prefix;
    this.shared = shared;
    this.dispatchers = dispatchers;
    subscriptions = new HintSubscriptions(shards, rooms::values);
    headChecks = new LogHeadChecks(shards, shared.log(), rooms::values);
    HintProbe probe = new HintProbe(prefix, shards, shared.statistics());
    shards.add(new Events(probe));
    timer.every("parley-redis-repair", REPAIR, this::repair);
    timer.every("parley-redis-probe", HintProbe.INTERVAL, probe::round);
    timer.every("parley-redis-heads", LogHeadChecks.INTERVAL, headChecks::round);
  }

  /** Subscribes a listener; see {@link Broker#subscribe}. */
  CompletionStage<Broker.Subscription> subscribe(RoomName room, Broker.Listener listener) {
    FeedRoom feed = add(room);
    Dispatcher dispatcher = dispatchers.of(room);
    Subscriber subscriber = dispatcher.subscribe(room, listener, feed.newestPending());
    Runnable ending = () -> unsubscribe(dispatcher, room, subscriber);
    return feed.started()
        .thenCompose(started -> shared.log().head(room))
        .thenApply(head -> new Broker.Subscription(head, ending))
        .whenComplete(
            (subscription, failure) -> Optional.ofNullable(failure).ifPresent(f -> ending.run()));
  }

  private void unsubscribe(Dispatcher dispatcher, RoomName room, Subscriber subscriber) {
    if (dispatcher.unsubscribe(room, subscriber)) {
      remove(room);
    }
  }

  private synchronized FeedRoom add(RoomName room) {
    listeners.merge(room, 1, Integer::sum);
    FeedRoom known = rooms.get(room);
    return known == null ? open(room) : known;
  }

  private FeedRoom open(RoomName room) {
    FeedRoom opened = new FeedRoom(new RoomKeys(prefix, room), shared, dispatchers.of(room));
    rooms.put(room, opened);
    channels.put(ByteBuffer.wrap(opened.keys().channel()), opened);
    shared
        .log()
        .start(room)
        .whenComplete(
            (head, failure) ->
                Optional.ofNullable(head)
                    .ifPresentOrElse(
                        opened::start, () -> opened.started().completeExceptionally(failure)));
    subscriptions.add(opened);
    return opened;
  }

  private synchronized void remove(RoomName room) {
    if (listeners.merge(room, -1, Integer::sum) == 0) {
      listeners.remove(room);
      FeedRoom closed = rooms.remove(room);
      channels.remove(ByteBuffer.wrap(closed.keys().channel()));
      closed.end();
      subscriptions.remove(closed);
    }
  }

  /** Takes the position of a message that this server has appended, before any later answer. */
  void appended(RoomName room, Position position) {
    Optional.ofNullable(rooms.get(room)).ifPresent(feed -> feed.appended(position));
  }

  /**
   * Takes messages of one room that this server has stored, of one epoch and one after another,
   * before their senders are answered.
   */
  void stored(RoomName room, List<StoredMessage> messages) {
    Optional.ofNullable(rooms.get(room)).ifPresent(feed -> feed.stored(messages));
  }

  /** Returns the newest message that waits to be handed over; see {@link Broker#newestPending}. */
  Position newestPending(RoomName room) {
    return Optional.ofNullable(rooms.get(room))
        .map(FeedRoom::newestPending)
        .orElseGet(() -> dispatchers.of(room).newestPending(room));
  }

  FeedStatistics statistics() {
    return shared.statistics();
  }

  Collection<FeedRoom> rooms() {
    return rooms.values();
  }

  private void repair() {
    subscriptions.reconcile();
    rooms.values().forEach(FeedRoom::advance);
  }

  /** Passes on what happens at the shards. */
  private final class Events implements Shards.Listener {
    private final HintProbe probe;

    Events(HintProbe probe) {
      this.probe = probe;
    }

    @Override
    public void connected(Shard shard) {
      probe.connected(shard);
      subscriptions.connected(shard);
    }

    @Override
    public void lost(Shard shard) {
      probe.lost(shard);
      subscriptions.lost(shard);
    }

    @Override
    public void moved() {
      subscriptions.reconcile();
    }

    @Override
    public void published(Shard shard, byte[] channel, byte[] payload) {
      Optional.ofNullable(channels.get(ByteBuffer.wrap(channel)))
          .ifPresentOrElse(
              room -> room.published(payload), () -> probe.published(shard, channel, payload));
    }

    @Override
    public void unsubscribed(Shard shard, byte[] channel) {
      Optional.ofNullable(channels.get(ByteBuffer.wrap(channel)))
          .ifPresentOrElse(
              room -> subscriptions.ended(shard, room), () -> probe.unsubscribed(shard, channel));
    }
  }
}
