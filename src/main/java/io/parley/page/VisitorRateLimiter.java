package io.parley.page;

import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/** Lets each visitor do something at a rate, and a few at once. */
final class VisitorRateLimiter {
  /**
   * Visitors that are remembered; whoever brings more addresses forgets the one seen longest ago.
   */
  private static final int MOST_VISITORS = 4_096;

  private static final long SECOND = 1_000_000_000;

  private final int burst;
  private final long interval;
  private final LongSupplier clock;

  /** When each visitor's last turn is over, in nanoseconds; the one seen longest ago first. */
  private final LinkedHashMap<String, Long> busyUntil = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param burst at once
   * @param perSecond after that
   */
  VisitorRateLimiter(int burst, int perSecond) {
    this(burst, perSecond, System::nanoTime);
  }

  VisitorRateLimiter(int burst, int perSecond, LongSupplier clock) {
    this(burst, SECOND / perSecond, clock);
  }

  /**
   * @param burst at once
   * @param interval nanoseconds between two turns after that
   */
  VisitorRateLimiter(int burst, long interval, LongSupplier clock) {
    this.burst = burst;
    this.interval = interval;
    this.clock = clock;
  }

  /** Seconds to wait, rounded up; 0 for one who may go on, and is counted. */
  synchronized int wait(String visitor) {
    int seconds = seconds(visitor, burst);
    if (seconds == 0) {
      count(visitor);
    }
    return seconds;
  }

  /** Likewise, but counts nothing, and lets a visitor do as much at once as is given. */
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
