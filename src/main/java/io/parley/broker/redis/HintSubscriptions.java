package io.parley.broker.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.parley.chat.StageFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Subscribes each room at the shard that has it, and again where a subscription has ended. When a
 * subscription is confirmed, the room reads its stream: nothing is missed between the two.
 * Thread-safe.
 */
final class HintSubscriptions {
  /** Channels of one command at most. */
  private static final int MOST = 256;

  private final Shards shards;
  private final Supplier<Collection<FeedRoom>> rooms;

  /** A room whose subscription begins. */
  private record Begun(FeedRoom room, HintSource source) {
    byte[] channel() {
      return room.keys().channel();
    }
  }

  /** Channels that one command may name. */
  private record Place(Shard shard, int slot) {}

  /**
   * @param rooms all rooms that have a listener
   */
  HintSubscriptions(Shards shards, Supplier<Collection<FeedRoom>> rooms) {
    this.shards = shards;
    this.rooms = rooms;
  }

  /** Subscribes a room. */
  void add(FeedRoom room) {
    subscribe(List.of(room));
  }

  /** Ends a room's subscription. The room has ended. */
  void remove(FeedRoom room) {
    room.source().ifPresent(source -> unsubscribe(source.shard(), room));
  }

  /** All connections of a shard are new: nothing is subscribed there. */
  void connected(Shard shard) {
    lost(shard);
    reconcile();
  }

  /** The subscriptions at a shard have ended with its connection. */
  void lost(Shard shard) {
    rooms.get().forEach(room -> at(shard, room).ifPresent(room::forget));
  }

  /** The server ended a subscription, for its slot has moved. */
  void ended(Shard shard, FeedRoom room) {
    Optional<HintSource> ended = at(shard, room).filter(HintSource::isConfirmed);
    if (ended.isPresent()) {
      room.forget(ended.get());
      shards.refresh();
      subscribe(List.of(room));
    }
  }

  private static Optional<HintSource> at(Shard shard, FeedRoom room) {
    return room.source().filter(source -> source.shard() == shard);
  }

  /** Subscribes each room that has no subscription at the shard that has it. */
  void reconcile() {
    subscribe(rooms.get());
  }

  private void subscribe(Collection<FeedRoom> all) {
    Map<Place, List<Begun>> begun = new HashMap<>();
    for (FeedRoom room : all) {
      Shard shard = shards.of(room.keys());
      if (shard.isConnected()) {
        Optional<HintSource> former = room.source();
        room.subscribeAt(shard)
            .ifPresent(
                source -> {
                  former.ifPresent(old -> unsubscribe(old.shard(), room));
                  begun
                      .computeIfAbsent(place(shard, room), place -> new ArrayList<>())
                      .add(new Begun(room, source));
                });
      }
    }
    begun.forEach((place, group) -> subscribe(place.shard(), group));
  }

  private Place place(Shard shard, FeedRoom room) {
    return new Place(shard, shards.hasShardedChannels() ? room.keys().slot() : 0);
  }

  private void subscribe(Shard shard, List<Begun> group) {
    for (int from = 0; from < group.size(); from += MOST) {
      List<Begun> part = group.subList(from, Math.min(group.size(), from + MOST));
      byte[][] channels = part.stream().map(Begun::channel).toArray(byte[][]::new);
      CompletionStage<Void> confirmed =
          shard.subscriptions(
              commands ->
                  shards.hasShardedChannels()
                      ? commands.ssubscribe(channels)
                      : commands.subscribe(channels));
      confirmed.whenComplete((done, failure) -> subscribed(part, Optional.ofNullable(failure)));
    }
  }

  private void subscribed(List<Begun> part, Optional<Throwable> failure) {
    if (failure.isEmpty()) {
      part.forEach(begun -> begun.source().confirm());
      part.forEach(begun -> begun.room().miss());
    } else {
      part.forEach(begun -> begun.room().forget(begun.source()));
      if (StageFailure.as(RedisCommandExecutionException.class, failure.get()).isPresent()) {
        shards.refresh();
      }
    }
  }

  private void unsubscribe(Shard shard, FeedRoom room) {
    byte[] channel = room.keys().channel();
    CompletionStage<Void> unused =
        shard.subscriptions(
            commands ->
                shards.hasShardedChannels()
                    ? commands.sunsubscribe(channel)
                    : commands.unsubscribe(channel));
  }
}
