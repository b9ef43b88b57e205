package io.parley.worker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A daemon thread that runs tasks at their time. A periodic task goes on whatever it throws, where
 * the JDK would silently cancel it. After {@link #close} nothing is run. Thread-safe.
 */
public final class WorkerTimer implements Workers.Proof {
  private final Workers workers;
  private final Worker worker;
  private final TrackedThreads threads = new TrackedThreads();
  private final ScheduledThreadPoolExecutor thread;

  WorkerTimer(Workers workers, String name) {
    this.workers = workers;
    this.worker = workers.add(name, false);
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> threads.add(new WorkerThread(worker, name, task)),
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
    thread.prestartCoreThread();
  }

  /** Runs a task soon. */
  public void execute(Runnable task) {
    thread.execute(() -> worker.run(task));
  }

  /** Runs a task after a delay, unless it is cancelled. */
  public Future<?> later(Runnable task, Duration delay) {
    return thread.schedule(() -> worker.run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Runs a task periodically, with {@code period} between an end and the next start. The
   * application cannot go on where it fails for long.
   *
   * @param name of the task
   */
  @SuppressWarnings("FutureReturnValueIgnored") // Ends with the timer; nothing escapes the task.
  public void every(String name, Duration period, Runnable task) {
    Worker periodic = workers.essential(name);
    long nanos = period.toNanos();
    thread.scheduleWithFixedDelay(() -> periodic.run(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void proveIfDue() {
    if (worker.isProofDue()) {
      execute(() -> {});
    }
  }

  /** Stops at once; waiting tasks are never run. Waits a moment for the thread to end. */
  public void close() {
    thread.shutdownNow();
    awaitEnd(Workers.END);
  }

  /** Waits until {@link #close} was called and the thread has ended; a worker does not wait. */
  public void awaitEnd(Duration limit) {
    if (!Workers.isOwnThread() && Waiting.within(limit, thread::awaitTermination)) {
      threads.awaitEnd(Workers.END);
    }
  }
}
