package io.parley.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A task that runs again and again, found due by a check of all connections. It never overlaps
 * itself, nor the task that it replaces. Thread-safe.
 */
final class RecurringTask {
  // Guarded by this.
  private Optional<Runnable> task = Optional.empty();
  private long period;
  private long due;
  private boolean running;

  /**
   * Replaces the task; its first run is due after one period.
   *
   * @param next is zero to end the task
   */
  synchronized void schedule(Duration next, Runnable replacement, long now) {
    period = next.toNanos();
    due = now + period;
    task = Optional.of(replacement).filter(any -> period > 0);
  }

  /** Ends the task. A run that has begun goes on. */
  synchronized void end() {
    task = Optional.empty();
  }

  /**
   * Runs the task on a worker, if it is due and does not run.
   *
   * @param worker runs it on another thread
   * @param failed is given what the task throws
   */
  void runIfDue(long now, Consumer<Runnable> worker, Consumer<Throwable> failed) {
    begin(now).ifPresent(begun -> start(begun, worker, failed));
  }

  private void start(Runnable begun, Consumer<Runnable> worker, Consumer<Throwable> failed) {
    try {
      worker.accept(() -> run(begun, failed));
    } catch (RuntimeException | Error e) {
      // Else it would count as running for ever.
      ran();
      throw e;
    }
  }

  private synchronized Optional<Runnable> begin(long now) {
    if (task.isEmpty() || running || now - due < 0) {
      return Optional.empty();
    }
    running = true;
    due = now + period;
    return task;
  }

  private void run(Runnable begun, Consumer<Throwable> failed) {
    try {
      if (isCurrent(begun)) {
        begun.run();
      }
    } catch (Throwable e) {
      failed.accept(e);
    } finally {
      ran();
    }
  }

  /** Whether the task was neither ended nor replaced in the meantime. */
  private synchronized boolean isCurrent(Runnable begun) {
    return task.filter(begun::equals).isPresent();
  }

  private synchronized void ran() {
    running = false;
  }
}
