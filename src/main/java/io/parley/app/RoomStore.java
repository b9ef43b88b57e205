package io.parley.app;

import io.parley.broker.redis.FeedStatistics;
import io.parley.broker.redis.RedisBroker;
import io.parley.broker.redis.RedisRooms;
import io.parley.chat.Broker;
import io.parley.chat.MemberRemovals;
import io.parley.chat.Presence;
import io.parley.ops.Counters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rooms are kept.
 *
 * @param presence empty where only this server knows who is in a room
 * @param removals tells the other servers which members are removed
 * @param acknowledged what an acknowledgement means; empty where the documents say it
 * @param redis empty where rooms are not kept in Redis
 * @param closing stores what is pending, and releases all resources
 */
record RoomStore(
    Broker broker,
    Optional<Presence> presence,
    MemberRemovals removals,
    Optional<String> acknowledged,
    Optional<RedisBroker> redis,
    Runnable closing) {
  /** A store of this server alone. */
  static RoomStore local(Broker broker) {
    return new RoomStore(
        broker,
        Optional.empty(),
        MemberRemovals.SINGLE_NODE,
        Optional.empty(),
        Optional.empty(),
        broker::close);
  }

  static RoomStore shared(RedisRooms rooms) {
    return new RoomStore(
        rooms.broker(),
        Optional.of(rooms.presence()),
        rooms.removals(),
        Optional.of(rooms.promise()),
        Optional.of(rooms.counts()),
        rooms::close);
  }

  /** Describes it; see {@link io.parley.settings.BridgeAttributes#DURABILITY}. */
  Optional<List<Map.Entry<String, String>>> description(String address) {
    return acknowledged.map(
        meaning ->
            List.of(
                Map.entry("rooms", "kept in Redis at " + address),
                Map.entry("acknowledged", meaning)));
  }

  /** Adds its numbers. */
  Counters counting(Counters counters) {
    redis.ifPresent(broker -> count(broker, counters));
    return counters;
  }

  private static void count(RedisBroker broker, Counters counters) {
    FeedStatistics feeds = broker.statistics();
    counters.withRedis(
        Map.of(
            "appends", broker::appended,
            "uncertain", broker::uncertain,
            "gaps", feeds::gaps,
            "holes", feeds::holes,
            "probes.lost", feeds::probesLost,
            "malformed", feeds::malformedPayloads,
            "dropped", feeds::droppedPayloads),
        feeds::lag);
  }
}
