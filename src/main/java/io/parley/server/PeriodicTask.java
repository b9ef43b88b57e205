package io.parley.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Runs a task periodically on Jetty's scheduler, whatever it throws: the scheduler itself would
 * drop the exception silently. Thread-safe.
 */
final class PeriodicTask implements LongSupplier {
  private static final Logger LOG = System.getLogger("io.parley.server");

  /** Nanoseconds for which a failure stays visible at least. */
  static final long SHOWN = TimeUnit.SECONDS.toNanos(5);

  private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

  private final String name;
  private final LongSupplier nanos;
  private final Scheduler scheduler;
  private final long periodNanos;
  private final Runnable task;
  private final BooleanSupplier isRunning;
  private volatile boolean failing;

  // Written by one run at a time.
  private final AtomicLong failures = new AtomicLong();
  private volatile long lastFailure;
  private volatile long silentUntil;

  /**
   * @param isRunning whether the task is to continue
   */
  PeriodicTask(
      String name,
      Scheduler scheduler,
      long periodNanos,
      Runnable task,
      BooleanSupplier isRunning) {
    this(name, scheduler, periodNanos, task, isRunning, System::nanoTime);
  }

  /**
   * @param nanos a monotonic clock
   */
  PeriodicTask(
      String name,
      Scheduler scheduler,
      long periodNanos,
      Runnable task,
      BooleanSupplier isRunning,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.silentUntil = nanos.getAsLong();
    this.name = name;
    this.scheduler = scheduler;
    this.periodNanos = periodNanos;
    this.task = task;
    this.isRunning = isRunning;
  }

  String name() {
    return name;
  }

  void schedule() {
    scheduler.schedule(this::run, periodNanos, TimeUnit.NANOSECONDS);
  }

  /** Whether the task works; false for {@link #SHOWN} at least after a failure. */
  boolean isSound() {
    return !failing;
  }

  /** How many runs failed. */
  @Override
  public long getAsLong() {
    return failures.get();
  }

  private void run() {
    try {
      task.run();
      succeeded();
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      if (isRunning.getAsBoolean()) {
        schedule();
      }
    }
  }

  private void succeeded() {
    if (failing && nanos.getAsLong() - lastFailure >= SHOWN) {
      failing = false;
      LOG.log(Level.INFO, name + " does its work again");
    }
  }

  private void failed(Throwable failure) {
    failing = true;
    failures.incrementAndGet();
    long now = nanos.getAsLong();
    lastFailure = now;
    if (now - silentUntil >= 0) {
      silentUntil = now + PAUSE;
      LOG.log(Level.ERROR, name + " failed; the server is not ready until it works", failure);
    }
  }
}
