package io.parley.broker.redis;

import io.parley.chat.BusyException;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Tracks who is in the rooms of all nodes that share a Redis. A stage that waits for Redis fails
 * after ten seconds; who leaves, leaves as soon as Redis is there again. Where a node was without
 * Redis for more than five minutes, changes of that time may not be told.
 */
public final class RedisPresence implements Presence {
  /** Absent members for which one node is responsible at most, as in memory. */
  static final int MOST_ABSENT = 10_000;

  /** Calls that wait for the node's thread or for Redis at most. */
  private static final int MOST_WAITING = 50_000;

  private final WorkerTimer timer;
  private final PresenceRooms rooms;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile boolean closed;

  /** The newest call that was accepted; guarded by nothing, for it is only a hint. */
  private volatile CompletableFuture<?> newest = CompletableFuture.completedFuture(null);

  /**
   * The times of a node.
   *
   * @param lease after which a node that does not renew it is gone
   * @param renewal the time between two renewals
   * @param grace after which a member of a node that is gone departs
   */
  record Times(Duration lease, Duration renewal, Duration grace) {}

  /**
   * Is started by the first connection.
   *
   * @param grace the grace period of members whose node's lease ended
   */
  static RedisPresence create(Shards shards, String prefix, Workers workers, Duration grace) {
    Times times = new Times(Duration.ofSeconds(10), Duration.ofSeconds(3), grace);
    return new RedisPresence(shards, prefix, workers, times, MOST_ABSENT);
  }

  RedisPresence(Shards shards, String prefix, Workers workers, Times times, int mostAbsent) {
    this.timer = workers.timer("parley-presence");
    this.rooms = new PresenceRooms(shards, prefix, timer, times, mostAbsent);
  }

  @Override
  public CompletionStage<Attendance> enter(
      RoomName room, MemberInfo memberInfo, String session, int limit) {
    return call(
        MOST_WAITING, stage -> rooms.members(room).enter(memberInfo, session, limit, stage));
  }

  @Override
  public CompletionStage<Attendance> list(RoomName room, int limit) {
    return call(MOST_WAITING / 2, stage -> rooms.members(room).list(limit, stage));
  }

  @Override
  public CompletionStage<Void> leave(RoomName room, String id, String session) {
    return alter(stage -> rooms.members(room).leave(id, session, stage));
  }

  @Override
  public CompletionStage<Void> absent(RoomName room, String id, String session, Duration grace) {
    return alter(stage -> rooms.members(room).absent(id, session, grace, stage));
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Consumer<Change> listener) {
    Consumer<Change> own =
        change -> {
          if (!closed) {
            listener.accept(change);
          }
        };
    return this.<Void>call(
            Integer.MAX_VALUE,
            stage -> {
              rooms.changes(room).add(own, stage);
              CompletionStage<Void> added = stage;
              added.whenComplete(
                  (done, failure) ->
                      Optional.ofNullable(failure).ifPresent(cause -> cancel(room, own)));
            })
        .thenApply(done -> () -> cancel(room, own));
  }

  private void cancel(RoomName room, Consumer<Change> listener) {
    timer.execute(() -> rooms.cancel(room, listener));
  }

  private <T> CompletionStage<T> call(int most, Consumer<CompletableFuture<T>> task) {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the node's lease ended"));
    }
    if (waiting.get() >= most) {
      return CompletableFuture.failedFuture(new BusyException(newest));
    }
    return run(task);
  }

  /** Makes a change that is never refused: each entered member leaves at most once. */
  private CompletionStage<Void> alter(Consumer<CompletableFuture<Void>> task) {
    return closed ? CompletableFuture.completedFuture(null) : run(task);
  }

  private <T> CompletionStage<T> run(Consumer<CompletableFuture<T>> task) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    waiting.incrementAndGet();
    newest = stage.whenComplete((done, failure) -> waiting.decrementAndGet());
    timer.execute(() -> task.accept(stage));
    return stage;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      timer.execute(this::end);
    }
  }

  private void end() {
    CompletionStage<?> ended = rooms.end().toCompletableFuture().orTimeout(1, TimeUnit.SECONDS);
    ended.whenComplete((done, failure) -> timer.close());
  }
}
