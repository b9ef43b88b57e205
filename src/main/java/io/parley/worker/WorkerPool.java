package io.parley.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool of daemon threads that survive whatever a task throws. Thread-safe. */
public final class WorkerPool implements Workers.Proof {
  private static final Logger LOG = System.getLogger("io.parley.worker");

  private final Worker worker;
  private final TrackedThreads tracked = new TrackedThreads();
  private final ThreadPoolExecutor threads;
  private final AtomicInteger made = new AtomicInteger();

  WorkerPool(Worker worker, int size, int waiting) {
    this.worker = worker;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(waiting),
            task -> thread(task, size));
  }

  private Thread thread(Runnable task, int size) {
    String name = size == 1 ? worker.name() : worker.name() + "-" + made.incrementAndGet();
    return tracked.add(new WorkerThread(worker, name, task));
  }

  /** Starts all threads now, so that no later task depends on a thread that cannot be started. */
  public WorkerPool started() {
    threads.prestartAllCoreThreads();
    return this;
  }

  /** Lets threads end after 10 s without a task. */
  public WorkerPool shrinking() {
    threads.allowCoreThreadTimeOut(true);
    return this;
  }

  /**
   * Queues a task. Nothing that it throws escapes from the pool.
   *
   * @return whether it will be run; false where too many wait, or the pool ends
   */
  public boolean execute(Runnable task) {
    Runnable guarded = () -> worker.run(task);
    try {
      threads.execute(guarded);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    } catch (OutOfMemoryError e) {
      // No thread could be started: an existing or a later thread takes the task.
      worker.failed(e);
      return threads.getQueue().offer(guarded);
    }
  }

  @Override
  public void proveIfDue() {
    if (worker.isProofDue()) {
      execute(() -> {});
    }
  }

  /** Refuses new tasks. Waits a moment for the queued ones; a worker does not wait. */
  public void close() {
    if (Workers.isOwnThread()) {
      threads.shutdown();
    } else {
      end(Workers.END);
    }
  }

  /**
   * Refuses new tasks and waits for the queued ones; an interrupt does not shorten the wait.
   *
   * @return whether all were run within the limit
   */
  public boolean end(Duration limit) {
    threads.shutdown();
    boolean ended = Waiting.within(limit, threads::awaitTermination) && tracked.awaitEnd(limit);
    if (!ended) {
      LOG.log(
          Level.WARNING, "worker " + worker.name() + " did not end in " + limit.toSeconds() + " s");
    }
    return ended;
  }
}
