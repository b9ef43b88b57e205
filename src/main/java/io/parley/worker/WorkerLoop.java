package io.parley.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A daemon thread that does one round after another, whatever a round throws. */
public final class WorkerLoop {
  /** Nanoseconds after a round that failed: one that fails at once must not burn a processor. */
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Worker worker;
  private final Round round;
  private final Thread thread;

  /** A piece of the work. */
  public interface Round {
    /** Whether another round is to follow. */
    boolean run();
  }

  private WorkerLoop(Worker worker, Round round) {
    this.worker = worker;
    this.round = round;
    this.thread = new WorkerThread(worker, worker.name(), this::run);
  }

  static WorkerLoop start(Worker worker, Round round) {
    WorkerLoop loop = new WorkerLoop(worker, round);
    loop.thread.start();
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

  /** Waits until the last round is over, or the time is. */
  public boolean end(Duration limit) {
    return Waiting.within(
        limit,
        (time, unit) -> {
          thread.join(Math.max(1, unit.toMillis(time)));
          return !thread.isAlive();
        });
  }
}
