package io.parley.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How much of a processor was used of late: half of it is forgotten each second; and how many bytes
 * wait to be stored. Thread-safe.
 */
final class ProcessorUsage {
  private static final double HALF_LIFE = TimeUnit.SECONDS.toNanos(1);
  private static final double LN2 = Math.log(2);

  /** What a newcomer counts as: nobody gains by coming anew, or from many addresses. */
  private static final double AT_FIRST = TimeUnit.MILLISECONDS.toNanos(20);

  private final AtomicLong waiting = new AtomicLong();
  private final LongSupplier clock;

  /** Of the clock: levels are counted from here. */
  private final long zero;

  // Guarded by this.
  private double used = AT_FIRST;
  private long last;

  /**
   * @param clock nanoseconds
   * @param zero the same for all that are compared
   */
  ProcessorUsage(LongSupplier clock, long zero) {
    this.clock = clock;
    this.zero = zero;
    this.last = clock.getAsLong();
  }

  /** More bytes wait to be stored, or fewer. */
  void waits(int more) {
    waiting.addAndGet(more);
  }

  long waitingBytes() {
    return waiting.get();
  }

  /** Nanoseconds of a processor were used. */
  synchronized void add(long nanos) {
    long now = clock.getAsLong();
    used = Math.max(1, used * Math.pow(0.5, (now - last) / HALF_LIFE)) + nanos;
    last = now;
  }

  /**
   * Lower where less was used of late: by one for half of it. It stays as it is while nothing is
   * used, because what others used fades as fast.
   */
  synchronized double level() {
    return Math.log(used) / LN2 + (last - zero) / HALF_LIFE;
  }
}
