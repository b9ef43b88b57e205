package io.parley.broker.redis;

import io.parley.broker.Dispatchers;
import io.parley.broker.PendingShares;
import io.parley.broker.redis.AppendQueues.Call;
import io.parley.broker.redis.AppendQueues.Round;
import io.parley.broker.redis.AppendScript.Stored;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.FailureLog;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import io.parley.chat.UncertainException;
import io.parley.worker.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Appends messages, in rounds of calls of the script. A call whose outcome is unknown is made again
 * with the same ids, before anything later of its room. Thread-safe; nothing blocks but {@link
 * #close}.
 */
final class AppendLane {
  /** Appends that are pending at most: enough for each of some thousand senders to have one. */
  static final int MOST = 16_384;

  /** Bytes of pending appends at most; a larger message is taken when there is no other. */
  static final long MOST_BYTES = 32L << 20;

  /** How long an append is tried before its sender is told that its outcome is unknown. */
  static final Duration PATIENCE = Duration.ofMillis(9_500);

  /** How often it is looked for late appends, and for shards that are connected again. */
  static final Duration TICK = Duration.ofMillis(100);

  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(AppendLane.class.getName()));

  private final AppendScript script;
  private final Shards shards;
  private final String prefix;
  private final Replication replication;
  private final RoomAdmission admission;
  private final RoomFeeds feeds;
  private final Dispatchers dispatchers;

  /** Completes stages, because what follows them is too much for a thread of the client. */
  private final WorkerPool answers;

  private final PendingShares pending = new PendingShares(MOST, MOST_BYTES);
  private final LongAdder heapBytes = new LongAdder();
  private final LongAdder appended = new LongAdder();
  private final LongAdder uncertain = new LongAdder();

  /** When appends began to fail, by {@link System#nanoTime}; empty while they do not. */
  private volatile Optional<Long> failing = Optional.empty();

  // Guarded by this.
  private final AppendQueues queues = new AppendQueues();
  private final Set<Call> underWay = new HashSet<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private boolean closed;

  AppendLane(
      String prefix,
      Shards shards,
      LogLimits limits,
      Replication replication,
      RoomFeeds feeds,
      Dispatchers dispatchers,
      WorkerPool answers) {
    this.prefix = prefix;
    this.shards = shards;
    this.script = new AppendScript(prefix, shards, limits);
    this.replication = replication;
    this.admission = new RoomAdmission(prefix, shards, limits);
    this.feeds = feeds;
    this.dispatchers = dispatchers;
    this.answers = answers;
  }

  CompletionStage<Position> append(RoomName room, Message message) {
    long cost = RedisAppend.cost(message);
    if (!pending.take(room, cost)) {
      return CompletableFuture.failedFuture(pending.busy(room));
    }
    long heap = message.heapSize() + RedisAppend.OVERHEAD;
    heapBytes.add(heap);
    Runnable freed =
        () -> {
          heapBytes.add(-heap);
          pending.free(room, cost);
        };
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    CompletableFuture<Position> stage = new CompletableFuture<>();
    RedisAppend append =
        new RedisAppend(room, message, StreamEntry.of(message), deadline, stage, freed);
    if (!add(append)) {
      freed.run();
      return CompletableFuture.failedFuture(new IllegalStateException("the broker is closed"));
    }
    if (!isBusy(room)) {
      send();
    }
    return stage;
  }

  private synchronized boolean add(RedisAppend append) {
    if (!closed) {
      queues.add(append);
    }
    return !closed;
  }

  private synchronized boolean isBusy(RoomName room) {
    return queues.isBusy(shard(room));
  }

  private Shard shard(RoomName room) {
    return shards.of(new RoomKeys(prefix, room));
  }

  /** Sends what can be sent now. */
  private void send() {
    List<Round> rounds;
    synchronized (this) {
      rounds = queues.take(this::shard);
      rounds.forEach(round -> underWay.addAll(round.calls()));
    }
    rounds.forEach(this::send);
  }

  private void send(Round round) {
    List<CompletableFuture<List<Stored>>> answered =
        round.calls().stream()
            .map(call -> script.run(round.shard(), call).thenApply(stored -> told(call, stored)))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    var unused =
        CompletableFuture.allOf(answered.toArray(new CompletableFuture<?>[0]))
            .handle((done, failure) -> answered)
            .thenCompose(all -> replicated(round, all))
            .whenComplete((lack, failure) -> ended(round, answered, lack));
  }

  /** Tells a feed that is about to begin what it must not begin behind: before any later answer. */
  private List<Stored> told(Call call, List<Stored> stored) {
    stored.stream()
        .filter(Stored::news)
        .findFirst()
        .ifPresent(first -> feeds.appended(call.room(), first.position()));
    return stored;
  }

  /** Waits for replicas where something is stored; completes with what is lacking. */
  private CompletionStage<Optional<Throwable>> replicated(
      Round round, List<CompletableFuture<List<Stored>>> answered) {
    boolean stored =
        answered.stream()
            .anyMatch(each -> !each.isCompletedExceptionally() && !each.join().isEmpty());
    return stored
        ? replication.await(round.shard())
        : CompletableFuture.completedFuture(Optional.empty());
  }

  private void ended(
      Round round, List<CompletableFuture<List<Stored>>> answered, Optional<Throwable> lack) {
    boolean later = false;
    for (int i = 0; i < answered.size(); i++) {
      Call call = round.calls().get(i);
      try {
        later |= !ended(round.shard(), call, answered.get(i), lack);
      } catch (RuntimeException e) {
        FAILURES.error("the answer of an append failed", e);
      }
    }
    synchronized (this) {
      round.calls().forEach(underWay::remove);
      queues.end(round);
      rest();
    }
    if (!later) {
      send();
    }
  }

  /** Returns false where the call is to be made again after a pause. */
  private boolean ended(
      Shard shard, Call call, CompletableFuture<List<Stored>> answered, Optional<Throwable> lack) {
    Optional<Throwable> failure = failure(answered);
    if (failure.isPresent()) {
      return failed(shard, call, failure.get());
    } else if (answered.join().isEmpty()) {
      admit(call);
      return true;
    }
    tellFeed(call, answered.join());
    if (lack.isPresent()) {
      failing = failing.or(() -> Optional.of(System.nanoTime()));
      again(call, true);
      return false;
    }
    stored(call, answered.join());
    return true;
  }

  private static Optional<Throwable> failure(CompletableFuture<?> answered) {
    return answered.handle((done, failure) -> Optional.ofNullable(failure)).join();
  }

  private synchronized void again(Call call, boolean tried) {
    queues.again(call, tried || call.tried(), false);
  }

  private boolean failed(Shard shard, Call call, Throwable failure) {
    RedisFailure kind = RedisFailure.of(failure);
    failing = failing.or(() -> Optional.of(System.nanoTime()));
    if (RedisFailure.isOfOtherServer(failure)) {
      shards.refresh();
    }
    if (kind == RedisFailure.NOT_NOW || kind == RedisFailure.UNKNOWN) {
      FAILURES.warn("Redis at " + shard.name() + " did not append", failure);
      if (kind == RedisFailure.UNKNOWN) {
        shard.reconnect();
      }
      again(call, kind == RedisFailure.UNKNOWN);
      return false;
    }
    FAILURES.warn("Redis at " + shard.name() + " refused to append", failure);
    refuse(
        call,
        kind == RedisFailure.FULL
            ? new CapacityExceededException(CapacityExceededException.What.STORE)
            : new IOException("Redis refused it", failure));
    return true;
  }

  private void refuse(Call call, Exception reason) {
    synchronized (this) {
      queues.end(call);
    }
    call.appends().forEach(append -> fail(append, call.tried(), reason));
  }

  private void fail(RedisAppend append, boolean tried, Exception reason) {
    Exception failure =
        tried ? new UncertainException("it is not known whether it is stored", reason) : reason;
    answers.execute(
        () -> {
          if (append.stage().completeExceptionally(failure) && tried) {
            uncertain.increment();
          }
        });
    append.freed().run();
  }

  /** Asks whether a room may get its first message; the call waits for the answer. */
  private void admit(Call call) {
    admission
        .admit(call.room())
        .whenComplete((admitted, failure) -> admitted(call, Optional.ofNullable(admitted)));
  }

  private void admitted(Call call, Optional<Boolean> admitted) {
    if (admitted.filter(is -> !is).isPresent()) {
      refuse(call, new CapacityExceededException(CapacityExceededException.What.SERVER));
      send();
      return;
    }
    synchronized (this) {
      queues.again(call, call.tried(), admitted.isPresent());
    }
    if (admitted.isPresent()) {
      send();
    }
  }

  /** Tells the feed what this call has stored, before any sender is answered. */
  private void tellFeed(Call call, List<Stored> stored) {
    List<StoredMessage> news = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      if (stored.get(i).news()) {
        news.add(new StoredMessage(stored.get(i).position(), call.appends().get(i).message()));
      }
    }
    if (!news.isEmpty()) {
      appended.add(news.size());
      feeds.stored(call.room(), news);
    }
  }

  private void stored(Call call, List<Stored> stored) {
    failing = Optional.empty();
    synchronized (this) {
      queues.end(call);
    }
    admission.stored(call.room());
    answers.execute(
        () -> {
          for (int i = 0; i < stored.size(); i++) {
            call.appends().get(i).stage().complete(stored.get(i).position());
          }
        });
    dispatchers.dispatch(call.appends());
  }

  /** Fails what is late, and sends to shards that are connected again. */
  void tick() {
    long now = System.nanoTime();
    List<AppendQueues.Late> late;
    List<RedisAppend> lateUnderWay;
    synchronized (this) {
      late = queues.removeLate(now);
      lateUnderWay =
          underWay.stream()
              .flatMap(call -> call.appends().stream())
              .filter(append -> append.isLate(now) && !append.stage().isDone())
              .toList();
      rest();
    }
    IOException reason = new IOException("Redis does not answer");
    late.forEach(each -> fail(each.append(), each.tried(), reason));
    lateUnderWay.forEach(append -> failEarly(append, reason));
    send();
  }

  /** Called under the lock: nothing fails where nothing waits. */
  private void rest() {
    if (queues.isEmpty()) {
      failing = Optional.empty();
      if (closed) {
        drained.complete(null);
      }
    }
  }

  /** Fails an append that is still under way: it stays pending. */
  private void failEarly(RedisAppend append, IOException reason) {
    answers.execute(
        () -> {
          if (append
              .stage()
              .completeExceptionally(
                  new UncertainException("it is not known whether it is stored", reason))) {
            uncertain.increment();
          }
        });
  }

  /** Whether appends have not failed for {@link ReachCheck#LIMIT}. */
  boolean isWritable() {
    return failing
        .filter(since -> System.nanoTime() - since >= ReachCheck.LIMIT.toNanos())
        .isEmpty();
  }

  long pendingBytes() {
    return heapBytes.sum();
  }

  long appended() {
    return appended.sum();
  }

  long uncertain() {
    return uncertain.sum();
  }

  /** Refuses new appends, and returns when all others are answered. */
  void close() {
    synchronized (this) {
      closed = true;
      if (queues.isEmpty()) {
        drained.complete(null);
      }
    }
    pending.close();
    try {
      drained.orTimeout(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      FAILURES.warn("appends were not answered before the end", e);
    }
  }
}
