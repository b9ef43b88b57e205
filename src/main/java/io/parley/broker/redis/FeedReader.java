package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StageFailure;
import io.parley.chat.StoredMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads logs for the feeds by {@code read.lua}. Thread-safe. */
final class FeedReader implements FeedLog {
  private static final RedisScript READ = RedisScript.of("log.lua", "read.lua");

  /** Bytes of one page: the size of a payload that a node publishes at most. */
  private static final int PAGE_BYTES = 256 * 1024;

  /** Answers before the entries. */
  private static final int FACTS = 6;

  /** How long a log without messages is kept. */
  private static final Duration EMPTY = Duration.ofMinutes(1);

  private final String prefix;
  private final Shards shards;
  private final Kept kept;
  private final FeedStatistics statistics;

  /** Limits of a log. */
  record Kept(long messages, long bytes, Duration age) {}

  /**
   * @param prefix of all keys
   */
  FeedReader(String prefix, Shards shards, Kept kept, FeedStatistics statistics) {
    this.prefix = prefix;
    this.shards = shards;
    this.kept = kept;
    this.statistics = statistics;
  }

  /** Reads it on both connections: one is in order with reads, the other with appends. */
  @Override
  public CompletionStage<Position> start(RoomName room) {
    CompletionStage<Position> ofWrites = head(room, shards.of(keys(room))::write);
    return head(room).thenCombine(ofWrites, FeedReader::earlier);
  }

  private static Position earlier(Position one, Position other) {
    return one.offset() <= other.offset() ? one : other;
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return head(room, shards.of(keys(room))::read);
  }

  private CompletionStage<Position> head(RoomName room, Connection connection) {
    return run(room, connection, "head", new Position("", 0), 0)
        .thenApply(answer -> new Position(text(answer, 0), number(answer, 1)));
  }

  @Override
  public CompletionStage<FeedPage> page(RoomName room, Position after, int limit) {
    return run(room, shards.of(keys(room))::read, "after", after, limit).thenApply(this::page);
  }

  private FeedPage page(List<Object> answer) {
    String name = LogEpoch.nameOf(text(answer, 0));
    List<StoredMessage> messages = new ArrayList<>();
    for (Object entry : answer.subList(FACTS, answer.size())) {
      message(name, (List<?>) entry).ifPresentOrElse(messages::add, statistics::malformed);
    }
    String lost = text(answer, 5);
    return new FeedPage(
        new Position(text(answer, 0), number(answer, 1)),
        number(answer, 3),
        text(answer, 4).equals("1"),
        lost.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(lost)),
        messages,
        end(answer));
  }

  private static long end(List<Object> answer) {
    Object last = answer.get(answer.size() - 1);
    return last instanceof List<?> entry
        ? Long.parseLong(string(entry.get(0)).replaceFirst("-.*", ""))
        : number(answer, 1);
  }

  private static Optional<StoredMessage> message(String name, List<?> entry) {
    List<?> pairs = (List<?>) entry.get(1);
    Map<String, byte[]> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      fields.put(string(pairs.get(i)), (byte[]) pairs.get(i + 1));
    }
    return StreamEntry.parse(name, string(entry.get(0)), fields);
  }

  private RoomKeys keys(RoomName room) {
    return new RoomKeys(prefix, room);
  }

  /** One of a shard's connections. */
  private interface Connection {
    CompletionStage<List<Object>> send(
        Function<RedisAsyncCommands<byte[], byte[]>, CompletionStage<List<Object>>> commands);
  }

  private CompletionStage<List<Object>> run(
      RoomName room, Connection connection, String mode, Position after, int limit) {
    Optional<LogEpoch> epoch = LogEpoch.parse(after.epoch());
    byte[][] arguments = {
      bytes(LogEpoch.newName()),
      bytes(kept.messages()),
      bytes(kept.bytes()),
      bytes(kept.age().toMillis()),
      bytes(EMPTY.toMillis()),
      bytes(mode),
      bytes(epoch.map(LogEpoch::name).orElse("")),
      bytes(epoch.map(LogEpoch::tag).orElse("")),
      bytes(epoch.map(LogEpoch::generation).orElse(0L)),
      bytes(after.offset()),
      bytes(limit),
      bytes(PAGE_BYTES)
    };
    return connection
        .send(commands -> READ.run(commands, keys(room).log(), arguments))
        .whenComplete((answer, failure) -> Optional.ofNullable(failure).ifPresent(this::failed));
  }

  /** A server that answers with an error may not have the room any more. */
  private void failed(Throwable failure) {
    if (StageFailure.as(RedisCommandExecutionException.class, failure).isPresent()) {
      shards.refresh();
    }
  }

  private static byte[] bytes(Object value) {
    return String.valueOf(value).getBytes(UTF_8);
  }

  private static String text(List<Object> answer, int index) {
    return string(answer.get(index));
  }

  private static long number(List<Object> answer, int index) {
    return Long.parseLong(text(answer, index));
  }

  private static String string(Object value) {
    return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
  }
}
