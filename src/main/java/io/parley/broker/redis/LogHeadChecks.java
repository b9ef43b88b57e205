package io.parley.broker.redis;

import io.lettuce.core.KeyValue;
import io.parley.chat.Position;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the feeds of rooms from which no hint came for a while with the heads of their logs, and
 * notices a primary that is none any more or has another replication id. For one thread.
 */
final class LogHeadChecks {
  /** How often silent rooms are checked. */
  static final Duration INTERVAL = Duration.ofSeconds(4);

  /**
   * How long a room is silent before it is checked; with an interval, less than 5 s. A hint that
   * comes sooner shows by itself what is missing before it.
   */
  private static final Duration SILENCE = Duration.ofMillis(500);

  /** Every so many rounds a room's log is read, so that it is kept while somebody listens. */
  private static final int KEEPING = 4;

  private static final Pattern REPLICATION_ID = Pattern.compile("master_replid:([0-9a-f]+)");
  private static final Pattern PRIMARY = Pattern.compile("role:master\\b");
  private static final byte[][] FIELDS = {bytes("n"), bytes("h"), bytes("g"), bytes("r")};

  private final Shards shards;
  private final FeedLog log;
  private final Supplier<Collection<FeedRoom>> rooms;
  private int rounds;

  /**
   * @param rooms all rooms that have a listener
   */
  LogHeadChecks(Shards shards, FeedLog log, Supplier<Collection<FeedRoom>> rooms) {
    this.shards = shards;
    this.log = log;
    this.rooms = rooms;
  }

  /** Asks for the heads; the answers come later. */
  void round() {
    rounds++;
    boolean keeping = rounds % KEEPING == 0;
    for (Shard shard : shards.all()) {
      if (shard.isConnected()) {
        checkPrimary(shard, keeping);
      }
    }
  }

  private void checkPrimary(Shard shard, boolean keeping) {
    shard
        .read(commands -> commands.info("replication"))
        .whenComplete(
            (info, failure) ->
                Optional.ofNullable(info).ifPresent(text -> check(shard, text, keeping)));
  }

  private void check(Shard shard, String info, boolean keeping) {
    if (!PRIMARY.matcher(info).find()) {
      shards.refresh();
      shard.reconnect();
      return;
    }
    Matcher id = REPLICATION_ID.matcher(info);
    String replicationId = id.find() ? id.group(1) : "";
    for (FeedRoom room : rooms.get()) {
      if (shards.of(room.keys()) == shard) {
        check(shard, room, replicationId, keeping);
      }
    }
  }

  private void check(Shard shard, FeedRoom room, String replicationId, boolean keeping) {
    if (keeping) {
      log.head(room.room())
          .whenComplete((head, failure) -> Optional.ofNullable(head).ifPresent(room::compare));
    } else if (room.isSilent(SILENCE)) {
      shard
          .read(commands -> commands.hmget(room.keys().state(), FIELDS))
          .whenComplete(
              (state, failure) ->
                  Optional.ofNullable(state)
                      .ifPresentOrElse(now -> check(room, now, replicationId), room::miss));
    }
  }

  /** Reads the stream where the state is of another primary, or is none. */
  private static void check(
      FeedRoom room, List<KeyValue<byte[], byte[]>> state, String replicationId) {
    boolean same = replicationId.isEmpty() || replicationId.equals(text(state, 3));
    head(state).filter(head -> same).ifPresentOrElse(room::compare, room::miss);
  }

  private static Optional<Position> head(List<KeyValue<byte[], byte[]>> state) {
    String id = text(state, 3);
    String tag = id.length() < 8 ? "00000000" : id.substring(0, 8);
    return Position.parse(text(state, 0) + tag + text(state, 2) + ":" + text(state, 1));
  }

  private static String text(List<KeyValue<byte[], byte[]>> state, int field) {
    return new String(state.get(field).getValueOrElse(new byte[0]), StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
