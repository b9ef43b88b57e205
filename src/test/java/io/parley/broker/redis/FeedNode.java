package io.parley.broker.redis;

import io.parley.broker.Dispatchers;
import io.parley.chat.Broker;
import io.parley.chat.LogBreak;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import io.parley.tool.Until;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The part of a node that listens: its shards, and the feeds of its rooms. */
final class FeedNode implements AutoCloseable {
  private final Workers workers = new Workers();
  private final WorkerTimer timer = workers.timer("feeds");
  private final Dispatchers dispatchers = Dispatchers.start(workers);
  private final FeedStatistics statistics = new FeedStatistics();
  final Shards shards;
  final RoomFeeds feeds;

  FeedNode(Function<Workers, Shards> opening) {
    shards = opening.apply(workers);
    LogLimits limits = new LogLimits(10_000, 100_000_000, Duration.ofHours(1), 1_000);
    LogScript script = new LogScript(LogWriter.PREFIX, limits);
    FeedReader log = new FeedReader(shards, script, statistics);
    FeedRoom.Shared shared = new FeedRoom.Shared(log, new FeedBudget(), statistics);
    feeds = new RoomFeeds(LogWriter.PREFIX, shards, shared, dispatchers, timer);
    shards.start();
  }

  FeedStatistics statistics() {
    return statistics;
  }

  /** Waits for the connections, and listens to a room. */
  Transcript listen(String room) {
    Until.isTrue("connected", () -> shards.all().stream().allMatch(Shard::isConnected));
    Transcript transcript = new Transcript();
    transcript.subscription =
        feeds
            .subscribe(new RoomName(room), transcript)
            .toCompletableFuture()
            .orTimeout(30, TimeUnit.SECONDS)
            .join();
    return transcript;
  }

  /** What a listener is told: each message's text, and each break. */
  static class Transcript implements Broker.Listener {
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final List<Position> positions = Collections.synchronizedList(new ArrayList<>());
    Broker.Subscription subscription;

    @Override
    public void stored(List<StoredMessage> messages) {
      for (StoredMessage each : messages) {
        positions.add(each.position());
        told.add(((Payload.Text) each.message().payload()).text());
      }
    }

    @Override
    public void broke(LogBreak logBreak) {
      OptionalLong lost = logBreak.lost();
      told.add("lost " + (lost.isPresent() ? lost.getAsLong() : "?"));
    }

    void await(int count) {
      Until.isTrue("heard " + count, () -> told.size() >= count);
    }
  }

  @Override
  public void close() {
    shards.close();
    timer.close();
    dispatchers.close(Duration.ofSeconds(10));
  }
}
