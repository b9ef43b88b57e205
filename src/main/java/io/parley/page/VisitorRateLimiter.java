package io.parley.page;

import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/** Limits how often each visitor may do something, with a burst. Thread-safe. */
final class VisitorRateLimiter {
  /** The most visitors that are remembered; beyond it the one seen longest ago is forgotten. */
  private static final int MOST_VISITORS = 4_096;

  private static final long SECOND = 1_000_000_000;

  private final int burst;
  private final long interval;
  private final LongSupplier clock;

  /** When each visitor's last turn ends, in nanoseconds; the visitor seen longest ago is first. */
  private final LinkedHashMap<String, Long> busyUntil = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param burst turns at once
   * @param perSecond turns a second after that
   */
  VisitorRateLimiter(int burst, int perSecond) {
    this(burst, perSecond, System::nanoTime);
  }

  VisitorRateLimiter(int burst, int perSecond, LongSupplier clock) {
    this(burst, SECOND / perSecond, clock);
  }

  /**
   * @param burst turns at once
   * @param interval nanoseconds between two turns after that
   */
  VisitorRateLimiter(int burst, long interval, LongSupplier clock) {
    this.burst = burst;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * Returns the seconds to wait, rounded up. For 0 the visitor may proceed, and the turn is
   * counted.
   */
  synchronized int wait(String visitor) {
    int seconds = seconds(visitor, burst);
    if (seconds == 0) {
      count(visitor);
    }
    return seconds;
  }

  /** Returns the seconds to wait for a given burst, rounded up; counts nothing. */
  synchronized int seconds(String visitor, int atOnce) {
    long tooBusy = busy(visitor, clock.getAsLong()) - (atOnce - 1) * interval;
    return (int) Math.max(0, (tooBusy + SECOND - 1) / SECOND);
  }

  private long busy(String visitor, long now) {
    return Math.max(0, busyUntil.getOrDefault(visitor, now) - now);
  }

  /** Counts a turn. */
  synchronized void count(String visitor) {
    long now = clock.getAsLong();
    busyUntil.put(visitor, now + busy(visitor, now) + interval);
    if (busyUntil.size() > MOST_VISITORS) {
      busyUntil.remove(busyUntil.keySet().iterator().next());
    }
  }

  synchronized int visitors() {
    return busyUntil.size();
  }
}
