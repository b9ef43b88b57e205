package io.parley.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Appends a message with the same id until the broker is no longer busy. Meanwhile it asks the
 * sender to slow down. Used by one thread at a time.
 */
final class PatientAppend {
  /** Bytes of all messages that wait at once, at most: a further one fails at once. */
  static final long MOST_WAITING = 32L << 20;

  /** Bytes of the objects around a message, roughly. */
  private static final int OVERHEAD = 512;

  /** How long it waits for space before the message counts as not stored. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<CompletionStage<Position>> append;
  private final Member sender;
  private final long size;

  /** The bytes of all messages that wait. */
  private final AtomicLong allWaiting;

  private final CompletableFuture<Position> result = new CompletableFuture<>();
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private boolean waited;

  /**
   * @param append appends the message; called again after each failure by a {@link BusyException}
   * @param allWaiting the bytes of all messages that wait
   */
  PatientAppend(
      Supplier<CompletionStage<Position>> append,
      Message message,
      Member sender,
      AtomicLong allWaiting) {
    this.append = append;
    this.sender = sender;
    this.size = message.heapSize() + OVERHEAD;
    this.allWaiting = allWaiting;
  }

  CompletionStage<Position> start() {
    attempt();
    return result;
  }

  private void attempt() {
    append.get().whenComplete((position, failure) -> answerAnyway(() -> ended(position, failure)));
  }

  /** Runs a step whose failure would be lost otherwise, and the sender would wait for ever. */
  private void answerAnyway(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private void ended(Position position, Throwable failure) {
    if (failure == null) {
      result.complete(position);
      return;
    }
    Optional<BusyException> busy = StageFailure.as(BusyException.class, failure);
    long left = deadline - System.nanoTime();
    if (busy.isPresent() && left > 0 && waits()) {
      await(busy.get(), left);
    } else {
      result.completeExceptionally(failure);
    }
  }

  /** Whether it may wait; counts it and slows its sender down at the first time. */
  private boolean waits() {
    if (waited) {
      return true;
    }
    if (allWaiting.addAndGet(size) > MOST_WAITING) {
      allWaiting.addAndGet(-size);
      return false;
    }
    waited = true;
    CompletionStage<Position> ended = result;
    ended.whenComplete((position, failure) -> allWaiting.addAndGet(-size));
    sender.slowDown(result);
    return true;
  }

  private void await(BusyException busy, long nanos) {
    CompletableFuture<Void> space = new CompletableFuture<>();
    CompletionStage<Void> late = space.orTimeout(nanos, TimeUnit.NANOSECONDS);
    late.whenComplete((freed, timeout) -> spaceOrTimeout(busy, Optional.ofNullable(timeout)));
    busy.space().whenComplete((freed, closed) -> space.complete(null));
  }

  private void spaceOrTimeout(BusyException busy, Optional<Throwable> timeout) {
    if (timeout.isPresent()) {
      result.completeExceptionally(busy);
    } else {
      answerAnyway(this::attempt);
    }
  }
}
