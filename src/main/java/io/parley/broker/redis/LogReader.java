package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Reads pages of rooms' logs by {@code read.lua}. Thread-safe. */
final class LogReader {
  private static final RedisScript READ = RedisScript.of("log.lua", "read.lua");

  /** Answers before the entries of a page. */
  private static final int FACTS = 6;

  /** How long a log without messages is kept. */
  private static final Duration EMPTY = Duration.ofMinutes(1);

  /** Messages of one page at most; a caller may ask for more and gets another page then. */
  private static final int MOST = 1_000;

  /** Bytes of an entry beside what a page counts; where one has more, a page ends early. */
  private static final int METADATA = 256;

  private final String prefix;
  private final Shards shards;
  private final LogLimits limits;
  private final FeedStatistics statistics;

  LogReader(String prefix, Shards shards, LogLimits limits, FeedStatistics statistics) {
    this.prefix = prefix;
    this.shards = shards;
    this.limits = limits;
    this.statistics = statistics;
  }

  /** Returns the position of the newest message. */
  CompletionStage<Position> head(RoomName room) {
    return run(room, "head", new Position("", 0), 0)
        .thenApply(answer -> new Position(text(answer, 0), number(answer, 1)));
  }

  /** Returns the messages after a position. */
  CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
    return run(room, "after", after, limit).thenApply(answer -> page(answer, true));
  }

  /** Returns the messages before a position. */
  CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
    return run(room, "before", before, limit).thenApply(answer -> page(answer, false));
  }

  private CompletionStage<List<Object>> run(
      RoomName room, String mode, Position position, int limit) {
    Optional<LogEpoch> epoch = LogEpoch.parse(position.epoch());
    RoomKeys keys = new RoomKeys(prefix, room);
    byte[][] arguments = {
      bytes(LogEpoch.newName()),
      bytes(limits.messages()),
      bytes(limits.bytes()),
      bytes(limits.age().toMillis()),
      bytes(EMPTY.toMillis()),
      bytes(mode),
      bytes(epoch.map(LogEpoch::name).orElse("")),
      bytes(epoch.map(LogEpoch::tag).orElse("")),
      bytes(epoch.map(LogEpoch::generation).orElse(0L)),
      bytes(position.offset()),
      bytes(Math.min(limit, MOST)),
      bytes(Broker.MOST_READ + Math.min(limit, MOST) * METADATA)
    };
    return RedisFailure.asOfStore(
        shards.of(keys).read(commands -> READ.run(commands, keys.log(), arguments)));
  }

  /**
   * Makes a page of an answer. It ends before an entry that is missing or that nobody can read, so
   * that the next page shows the gap; where it would begin with one, it has a gap itself.
   */
  private HistoryPage page(List<Object> answer, boolean forwards) {
    long head = number(answer, 1);
    long oldest = number(answer, 2);
    long start = number(answer, 3);
    boolean gap = text(answer, 4).equals("1");
    List<StoredMessage> messages = consecutive(answer, forwards);
    long next = start;
    if (!messages.isEmpty()) {
      long first = messages.get(0).position().offset();
      gap |= first != start;
      next = first + (forwards ? messages.size() : -messages.size());
    }
    boolean more = forwards ? next <= head : next >= oldest;
    if (!forwards) {
      Collections.reverse(messages);
    }
    boolean unreadable = messages.isEmpty() && answer.size() > FACTS;
    return new HistoryPage(gap || unreadable, messages, more && !unreadable, lost(answer));
  }

  private static OptionalLong lost(List<Object> answer) {
    String lost = text(answer, 5);
    return lost.isEmpty() || lost.equals("0")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(lost));
  }

  private List<StoredMessage> consecutive(List<Object> answer, boolean forwards) {
    String name = LogEpoch.nameOf(text(answer, 0));
    List<StoredMessage> messages = new ArrayList<>();
    long next = 0;
    long bytes = 0;
    for (Object entry : answer.subList(FACTS, answer.size())) {
      Optional<StoredMessage> message = message(name, entry);
      if (message.isEmpty()) {
        statistics.malformed();
      }
      long offset = message.map(read -> read.position().offset()).orElse(0L);
      bytes += message.map(read -> read.message().size()).orElse(0);
      if (!messages.isEmpty() && (offset != next || bytes > Broker.MOST_READ)) {
        return messages;
      }
      message.ifPresent(messages::add);
      next = offset + (forwards ? 1 : -1);
    }
    return messages;
  }

  private static Optional<StoredMessage> message(String name, Object entry) {
    if (!(entry instanceof List<?> parts)
        || parts.size() != 2
        || !(parts.get(1) instanceof List<?> pairs)) {
      return Optional.empty();
    }
    Map<String, byte[]> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      fields.put(string(pairs.get(i)), (byte[]) pairs.get(i + 1));
    }
    return StreamEntry.parse(name, string(parts.get(0)), fields);
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
