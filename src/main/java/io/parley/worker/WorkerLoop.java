package io.parley.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A daemon thread that runs rounds one after another, whatever a round throws. */
public final class WorkerLoop {
  /**
   * Nanoseconds to pause after a failed round: one that fails at once must not occupy a processor.
   */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Worker worker;
  private final Round round;
  private final TrackedThreads threads = new TrackedThreads();

  /** One round of the work. */
  public interface Round {
    /** Runs the round; true where another is to follow. */
    boolean run();
  }

  private WorkerLoop(Worker worker, Round round) {
    this.worker = worker;
    this.round = round;
  }

  static WorkerLoop start(Worker worker, Round round) {
    WorkerLoop loop = new WorkerLoop(worker, round);
    loop.threads.add(new WorkerThread(worker, worker.name(), loop::run)).start();
    return loop;
  }

  private void run() {
    while (next()) {
      // Goes on.
    }
  }

  private boolean next() {
    try {
      boolean more = round.run();
      worker.succeeded();
      return more;
    } catch (RuntimeException e) {
      worker.warn(e);
    } catch (Error e) {
      worker.failed(e);
    }
    LockSupport.parkNanos(PAUSE);
    return true;
  }

  /** Waits for the end of the last round, at most for {@code limit}; true where it ended. */
  public boolean end(Duration limit) {
    return threads.awaitEnd(limit);
  }
}
