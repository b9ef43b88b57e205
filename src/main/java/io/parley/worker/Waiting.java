package io.parley.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for an end in spite of interrupts, with a time limit. */
final class Waiting {
  private Waiting() {}

  /** The awaited end. */
  interface Ending {
    boolean await(long time, TimeUnit unit) throws InterruptedException;
  }

  /** Whether the end came in time. The interrupt status is restored at the end. */
  static boolean within(Duration limit, Ending ending) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    boolean over = false;
    for (long left = limit.toNanos(); !over && left > 0; left = deadline - System.nanoTime()) {
      try {
        over = ending.await(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return over;
  }
}
