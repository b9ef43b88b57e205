package io.parley.broker.redis;

import io.parley.broker.Dispatchers;
import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerPool;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Keeps rooms in a Redis that several servers share. A stage fails with an {@link
 * io.parley.chat.UncertainException} where Redis did not say within ten seconds whether a message
 * is stored.
 */
public final class RedisBroker implements Broker {
  /** How long a close waits for listeners, of each dispatcher, and for answers. */
  private static final Duration LONGEST_END = Duration.ofMinutes(1);

  /** How long a read may take, connecting included. */
  private static final Duration READ = Duration.ofSeconds(10);

  private final WorkerTimer timer;
  private final WorkerPool answers;
  private final Dispatchers dispatchers;
  private final FeedStatistics statistics = new FeedStatistics();
  private final LogReader reader;
  private final RoomFeeds feeds;
  private final AppendLane lane;
  private final ReachCheck reach;

  /**
   * @param prefix of all keys and channels
   * @param shards are closed by the caller, after this
   */
  RedisBroker(
      String prefix, Shards shards, LogLimits limits, Replication replication, Workers workers) {
    timer = workers.timer("parley-redis-log");
    answers = workers.pool("parley-redis-answers", 1, Integer.MAX_VALUE).started();
    dispatchers = Dispatchers.start(workers);
    LogScript script = new LogScript(prefix, limits);
    reader = new LogReader(shards, script, statistics);
    FeedReader log = new FeedReader(shards, script, statistics);
    FeedRoom.Shared shared = new FeedRoom.Shared(log, new FeedBudget(), statistics);
    feeds = new RoomFeeds(prefix, shards, shared, dispatchers, timer);
    lane = new AppendLane(prefix, shards, limits, replication, feeds, dispatchers, answers);
    reach = new ReachCheck(shards);
    timer.every("parley-redis-appends", AppendLane.TICK, lane::tick);
    timer.every("parley-redis-reach", ReachCheck.INTERVAL, reach::round);
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    return lane.append(room, message);
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return answered(reader.head(room));
  }

  @Override
  public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
    return answered(reader.read(room, after, limit));
  }

  @Override
  public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
    return answered(reader.history(room, before, limit));
  }

  /** Completes on a thread that does not serve the connections. */
  private <T> CompletionStage<T> answered(CompletionStage<T> stage) {
    CompletableFuture<T> answered = new CompletableFuture<>();
    stage.whenComplete(
        (value, failure) -> answers.execute(() -> complete(answered, value, failure)));
    return answered.orTimeout(READ.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static <T> void complete(CompletableFuture<T> stage, T value, Throwable failure) {
    if (failure == null) {
      stage.complete(value);
    } else {
      stage.completeExceptionally(failure);
    }
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
    return feeds.subscribe(room, listener);
  }

  @Override
  public Position newestPending(RoomName room) {
    return feeds.newestPending(room);
  }

  /** Whether every shard has answered, and no append has failed, for five seconds. */
  @Override
  public boolean isWritable() {
    return reach.isReachable() && lane.isWritable();
  }

  @Override
  public long pendingBytes() {
    return lane.pendingBytes();
  }

  /** Returns how many messages this server has stored. */
  public long appended() {
    return lane.appended();
  }

  /** Returns how many senders were told that the outcome is unknown. */
  public long uncertain() {
    return lane.uncertain();
  }

  /** Returns what the feeds of the rooms met. */
  public FeedStatistics statistics() {
    return statistics;
  }

  @Override
  public void close() {
    lane.close();
    answers.end(LONGEST_END);
    dispatchers.close(LONGEST_END);
    timer.close();
  }
}
