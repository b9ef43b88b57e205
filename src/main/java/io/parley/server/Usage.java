package io.parley.server;

import java.util.concurrent.TimeUnit;

/** Nanoseconds of a processor that were used of late: half of it is forgotten each second. */
final class Usage {
  private static final double HALF_LIFE = TimeUnit.SECONDS.toNanos(1);

  // Guarded by this.
  private double used;
  private long last = System.nanoTime();

  synchronized void add(long nanos) {
    used = now() + nanos;
    last = System.nanoTime();
  }

  synchronized double now() {
    return used * Math.pow(0.5, (System.nanoTime() - last) / HALF_LIFE);
  }
}
