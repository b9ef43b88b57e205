package io.parley.endpoint;

import io.parley.worker.Workers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Pauses the handling of one peer's messages: the container's thread waits before it returns from
 * the last one. That is the only way to slow a peer down in every container. Thread-safe.
 */
final class InboundPause {
  private final Duration longest;
  private final Semaphore threads;
  private volatile boolean active;

  // Guarded by this.
  /** Stages that are not complete. */
  private int pending;

  /** Counts the pauses: a stage that completes after its pause does not shorten the next one. */
  private int round;

  private boolean ended;

  /**
   * @param longest bounds each pause
   * @param threads a permit for each thread that may wait; a pause without one is left out
   */
  InboundPause(Duration longest, Semaphore threads) {
    this.longest = longest;
    this.threads = threads;
  }

  /** Makes {@link #await} wait for this stage, too. */
  void until(CompletionStage<?> stage) {
    int awaited = add();
    stage.whenComplete((result, failure) -> completed(awaited));
  }

  private synchronized int add() {
    pending++;
    return round;
  }

  private synchronized void completed(int awaited) {
    if (awaited == round) {
      pending--;
      notifyAll();
    }
  }

  /**
   * Waits for the stages, up to the longest pause. Returns at once on a thread of Parley's own,
   * which may have to complete them. An interrupted thread returns and stays interrupted.
   *
   * @param resumed is run after a wait, while {@link #isActive} still holds
   */
  void await(Runnable resumed) {
    if (isDue() && !Workers.isOwnThread() && threads.tryAcquire()) {
      active = true;
      try {
        awaitStages();
        resumed.run();
      } finally {
        active = false;
        threads.release();
      }
    }
    forget();
  }

  /** Whether a thread waits. */
  boolean isActive() {
    return active;
  }

  /** Ends the current pause and leaves out all later ones, because the connection has ended. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized boolean isDue() {
    return pending > 0 && !ended;
  }

  private synchronized void awaitStages() {
    long deadline = System.nanoTime() + longest.toNanos();
    try {
      for (long left = longest.toNanos();
          isDue() && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void forget() {
    if (pending > 0) {
      pending = 0;
      round++;
    }
  }
}
