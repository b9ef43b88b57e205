package io.parley.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Appends a message with the same id until the broker is no longer busy. Meanwhile it asks the
 * sender to slow down.
 */
final class PatientAppend {
  /** How long it waits for space before the message counts as not stored. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<CompletionStage<Position>> append;
  private final Member sender;
  private final CompletableFuture<Position> result = new CompletableFuture<>();
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private boolean waited;

  private PatientAppend(Supplier<CompletionStage<Position>> append, Member sender) {
    this.append = append;
    this.sender = sender;
  }

  static CompletionStage<Position> start(
      Supplier<CompletionStage<Position>> append, Member sender) {
    PatientAppend patientAppend = new PatientAppend(append, sender);
    patientAppend.attempt();
    return patientAppend.result;
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
    if (busy.isPresent() && left > 0) {
      await(busy.get(), left);
    } else {
      result.completeExceptionally(busy.<Throwable>map(b -> b).orElse(failure));
    }
  }

  private void await(BusyException busy, long nanos) {
    if (!waited) {
      waited = true;
      sender.slowDown(result);
    }
    CompletableFuture<Boolean> space = new CompletableFuture<>();
    busy.space().whenComplete((freed, closed) -> space.complete(true));
    CompletionStage<Boolean> inTime = space.orTimeout(nanos, TimeUnit.NANOSECONDS);
    inTime.whenComplete(
        (freed, late) -> {
          if (late == null) {
            answerAnyway(this::attempt);
          } else {
            result.completeExceptionally(busy);
          }
        });
  }
}
