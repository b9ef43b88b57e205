package io.parley.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tracks recent processor time, with a half-life of one second, and how many bytes wait to be
 * stored. Thread-safe.
 */
final class ProcessorUsage {
  private static final double HALF_LIFE = TimeUnit.SECONDS.toNanos(1);
  private static final double LN2 = Math.log(2);

  /**
   * The initial usage in nanoseconds, so that a new connection or many addresses bring no
   * advantage.
   */
  private static final double AT_FIRST = TimeUnit.MILLISECONDS.toNanos(20);

  /** Nanoseconds after which what was used decays; until then it counts as used at once. */
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(1);

  private final AtomicLong waiting = new AtomicLong();

  /** Nanoseconds of the monotonic clock from which levels are counted. */
  private final long zero;

  // Guarded by this.
  private double used = AT_FIRST;
  private long last;

  /**
   * @param now nanoseconds of the monotonic clock
   * @param zero the same for all usages that are compared
   */
  ProcessorUsage(long now, long zero) {
    this.zero = zero;
    this.last = now;
  }

  /** Changes the number of bytes that wait to be stored; a negative number reduces it. */
  void waits(int more) {
    waiting.addAndGet(more);
  }

  long waitingBytes() {
    return waiting.get();
  }

  /** Adds nanoseconds of processor time that was used until now. */
  synchronized void add(long nanos, long now) {
    long passed = now - last;
    if (passed > STEP) {
      used = Math.max(1, used * Math.pow(0.5, passed / HALF_LIFE));
      last = now;
    }
    used += nanos;
  }

  /**
   * Returns the logarithmic usage: half the usage lowers it by one. It is constant while nothing is
   * used, because the usage of all others decays at the same rate.
   */
  synchronized double level() {
    return Math.log(used) / LN2 + (last - zero) / HALF_LIFE;
  }
}
