package io.parley.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Appends messages, and keeps those for which the broker is too busy until it has space. The
 * messages of a room wait in their order, and later ones behind them. Meanwhile their senders are
 * asked to slow down. Thread-safe.
 */
final class WaitingAppends {
  /** How long a message waits for space before it counts as not stored. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Bytes of all messages that wait at once, at most: a further one fails at once. */
  static final long MOST_BYTES = 32L << 20;

  /** Bytes of the objects around a message, roughly. */
  private static final int OVERHEAD = 512;

  /** A message that waits. */
  private static final class Waiting {
    private final Supplier<CompletionStage<Position>> append;
    private final CompletableFuture<Position> result = new CompletableFuture<>();
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();

    Waiting(Supplier<CompletionStage<Position>> append) {
      this.append = append;
    }

    private void complete(Position position, Throwable failure) {
      if (failure == null) {
        result.complete(position);
      } else {
        result.completeExceptionally(failure);
      }
    }
  }

  /**
   * What waits, by room. A queue is used only while its room is computed, and is never empty
   * otherwise. One thread at a time takes from it: the one that the last wait for space woke.
   */
  private final ConcurrentMap<RoomName, ArrayDeque<Waiting>> rooms = new ConcurrentHashMap<>();

  private final AtomicLong bytes = new AtomicLong();

  /** Returns the bytes of all messages that wait; roughly. */
  long bytes() {
    return bytes.get();
  }

  /**
   * Appends a message, now or later.
   *
   * @param append appends it; called again after a failure by a {@link BusyException}
   */
  CompletionStage<Position> append(
      RoomName room, Message message, Member sender, Supplier<CompletionStage<Position>> append) {
    if (rooms.containsKey(room)) {
      return enqueue(room, message, sender, append, new BusyException(done()));
    }
    CompletionStage<Position> stored = append.get();
    Optional<BusyException> busy = busy(stored);
    return busy.isPresent() ? enqueue(room, message, sender, append, busy.get()) : stored;
  }

  private CompletionStage<Position> enqueue(
      RoomName room,
      Message message,
      Member sender,
      Supplier<CompletionStage<Position>> append,
      BusyException busy) {
    long size = message.heapSize() + OVERHEAD;
    if (bytes.addAndGet(size) > MOST_BYTES) {
      bytes.addAndGet(-size);
      return CompletableFuture.failedFuture(busy);
    }
    Waiting waiting = new Waiting(append);
    CompletionStage<Position> result = waiting.result;
    result.whenComplete((position, failure) -> bytes.addAndGet(-size));
    sender.slowDown(result);
    if (add(room, waiting)) {
      await(room, waiting, busy);
    }
    return result;
  }

  /** Adds a message; returns whether it is the first, for which nobody awaits space yet. */
  private boolean add(RoomName room, Waiting waiting) {
    AtomicBoolean first = new AtomicBoolean();
    rooms.compute(
        room,
        (name, known) -> {
          ArrayDeque<Waiting> queue = known == null ? new ArrayDeque<>() : known;
          first.set(queue.isEmpty());
          queue.add(waiting);
          return queue;
        });
    return first.get();
  }

  private void await(RoomName room, Waiting first, BusyException busy) {
    CompletableFuture<Boolean> space = new CompletableFuture<>();
    long left = Math.max(1, first.deadline - System.nanoTime());
    CompletionStage<Boolean> inTime = space.orTimeout(left, TimeUnit.NANOSECONDS);
    inTime.whenComplete(
        (freed, late) -> {
          boolean more = late == null || remove(room);
          if (late != null) {
            first.complete(null, busy);
          }
          if (more) {
            appendWaiting(room);
          }
        });
    busy.space().whenComplete((freed, closed) -> space.complete(true));
  }

  /** Appends what waits, until nothing does or the broker is busy again. */
  private void appendWaiting(RoomName room) {
    boolean more = true;
    while (more) {
      Waiting waiting = first(room);
      CompletionStage<Position> stored = attempt(waiting);
      Optional<BusyException> busy = busy(stored);
      if (busy.isPresent()) {
        await(room, waiting, busy.get());
        return;
      }
      // After the append: until here a later message queues behind this one.
      more = remove(room);
      stored.whenComplete(waiting::complete);
    }
  }

  private static CompletionStage<Position> attempt(Waiting waiting) {
    try {
      return waiting.append.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Waiting first(RoomName room) {
    AtomicReference<Waiting> first = new AtomicReference<>();
    rooms.computeIfPresent(
        room,
        (name, queue) -> {
          first.set(queue.element());
          return queue;
        });
    return first.get();
  }

  /**
   * Removes the first message. Returns whether others wait; if not, the next one to wait awaits
   * space by itself.
   */
  private boolean remove(RoomName room) {
    return rooms.computeIfPresent(
            room,
            (name, queue) -> {
              queue.remove();
              return queue.isEmpty() ? null : queue;
            })
        != null;
  }

  /** The failure of a stage that failed at once because the broker is busy. */
  private static Optional<BusyException> busy(CompletionStage<?> stored) {
    CompletableFuture<?> future = stored.toCompletableFuture();
    if (!future.isCompletedExceptionally()) {
      return Optional.empty();
    }
    CompletableFuture<Optional<BusyException>> found =
        future.handle((done, failure) -> StageFailure.as(BusyException.class, failure));
    return found.join();
  }

  private static CompletionStage<?> done() {
    return CompletableFuture.completedFuture(true);
  }
}
