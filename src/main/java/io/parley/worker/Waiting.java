package io.parley.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for an end in spite of interrupts, but not for ever. */
final class Waiting {
  private Waiting() {}

  /** What is awaited. */
  interface Ending {
    boolean await(long time, TimeUnit unit) throws InterruptedException;
  }

  /** Whether it came; an interrupt is kept for later. */
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
