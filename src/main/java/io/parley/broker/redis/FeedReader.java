package io.parley.broker.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.parley.broker.redis.LogScript.Connection;
import io.parley.broker.redis.LogScript.Mode;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StageFailure;
import io.parley.chat.StoredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads logs for the feeds. Thread-safe. */
final class FeedReader implements FeedLog {
  /** Bytes of one page: the size of a payload that a node publishes at most. */
  private static final int PAGE_BYTES = 256 * 1024;

  private final Shards shards;
  private final LogScript script;
  private final FeedStatistics statistics;

  FeedReader(Shards shards, LogScript script, FeedStatistics statistics) {
    this.shards = shards;
    this.script = script;
    this.statistics = statistics;
  }

  /**
   * Reads it on both connections: one is in order with reads, the other with answers to appends.
   */
  @Override
  public CompletionStage<Position> start(RoomName room) {
    return head(room).thenCombine(head(room, shard(room)::write), FeedReader::earlier);
  }

  private static Position earlier(Position one, Position other) {
    return one.offset() <= other.offset() ? one : other;
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return head(room, shard(room)::read);
  }

  private CompletionStage<Position> head(RoomName room, Connection connection) {
    return watched(script.head(connection, room)).thenApply(LogAnswer::head);
  }

  @Override
  public CompletionStage<FeedPage> page(RoomName room, Position after, int limit) {
    return watched(script.ask(shard(room)::read, room, Mode.AFTER, after, limit, PAGE_BYTES))
        .thenApply(this::page);
  }

  private FeedPage page(LogAnswer answer) {
    List<StoredMessage> messages = new ArrayList<>();
    for (Optional<StoredMessage> each : answer.messages()) {
      each.ifPresentOrElse(messages::add, statistics::malformed);
    }
    return new FeedPage(
        answer.head(), answer.start(), answer.isGap(), answer.lost(), messages, answer.end());
  }

  private Shard shard(RoomName room) {
    return shards.of(script.keys(room));
  }

  /** A server that answers with an error may not have the room any more. */
  private <T> CompletionStage<T> watched(CompletionStage<T> answer) {
    return answer.whenComplete(
        (done, failure) -> {
          if (failure != null
              && StageFailure.as(RedisCommandExecutionException.class, failure).isPresent()) {
            shards.refresh();
          }
        });
  }
}
