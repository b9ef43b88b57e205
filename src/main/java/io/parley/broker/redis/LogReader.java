package io.parley.broker.redis;

import io.parley.broker.redis.LogScript.Mode;
import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Reads pages of rooms' logs. Thread-safe. */
final class LogReader {
  /** Messages of one page at most; a caller may ask for more and gets another page then. */
  private static final int MOST = 1_000;

  /** Bytes of an entry beside what a page counts; where one has more, a page ends early. */
  private static final int METADATA = 256;

  private final Shards shards;
  private final LogScript script;
  private final FeedStatistics statistics;

  LogReader(Shards shards, LogScript script, FeedStatistics statistics) {
    this.shards = shards;
    this.script = script;
    this.statistics = statistics;
  }

  /** Returns the position of the newest message. */
  CompletionStage<Position> head(RoomName room) {
    return RedisFailure.asOfStore(script.head(shard(room)::read, room).thenApply(LogAnswer::head));
  }

  /** Returns the messages after a position. */
  CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
    return page(room, Mode.AFTER, after, limit);
  }

  /** Returns the messages before a position. */
  CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
    return page(room, Mode.BEFORE, before, limit);
  }

  private CompletionStage<HistoryPage> page(
      RoomName room, Mode mode, Position position, int limit) {
    int most = Math.min(limit, MOST);
    int bytes = Broker.MOST_READ + most * METADATA;
    return RedisFailure.asOfStore(
        script
            .ask(shard(room)::read, room, mode, position, most, bytes)
            .thenApply(answer -> page(answer, mode == Mode.AFTER)));
  }

  private Shard shard(RoomName room) {
    return shards.of(script.keys(room));
  }

  /**
   * Makes a page of an answer. It ends before an entry that is missing or that nobody can read, so
   * that the next page shows the gap; where it would begin with one, it has a gap itself.
   */
  private HistoryPage page(LogAnswer answer, boolean forwards) {
    List<Optional<StoredMessage>> entries = answer.messages();
    List<StoredMessage> messages = consecutive(entries, forwards);
    boolean gap = answer.isGap();
    long next = answer.start();
    if (!messages.isEmpty()) {
      long first = messages.get(0).position().offset();
      gap |= first != next;
      next = first + (forwards ? messages.size() : -messages.size());
    }
    boolean more = forwards ? next <= answer.head().offset() : next >= answer.oldest();
    if (!forwards) {
      Collections.reverse(messages);
    }
    boolean unreadable = messages.isEmpty() && !entries.isEmpty();
    return new HistoryPage(gap || unreadable, messages, more && !unreadable, lost(answer));
  }

  private static OptionalLong lost(LogAnswer answer) {
    OptionalLong lost = answer.lost();
    return lost.isPresent() && lost.getAsLong() > 0 ? lost : OptionalLong.empty();
  }

  private List<StoredMessage> consecutive(List<Optional<StoredMessage>> entries, boolean forwards) {
    List<StoredMessage> messages = new ArrayList<>();
    long next = 0;
    long bytes = 0;
    for (Optional<StoredMessage> message : entries) {
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
}
