package io.parley.page;

import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/** Lets each visitor do something at a rate, and a few at once. */
final class Throttle {
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
  Throttle(int burst, int perSecond) {
    this(burst, perSecond, System::nanoTime);
  }

  Throttle(int burst, int perSecond, LongSupplier clock) {
    this.burst = burst;
    this.interval = SECOND / perSecond;
    this.clock = clock;
  }

  /** Seconds to wait, rounded up; 0 for one who may go on, and is counted. */
  synchronized int wait(String visitor) {
    long now = clock.getAsLong();
    long busy = Math.max(0, busyUntil.getOrDefault(visitor, now) - now);
    long tooBusy = busy - (burst - 1) * interval;
    if (tooBusy > 0) {
      return (int) ((tooBusy + SECOND - 1) / SECOND);
    }
    busyUntil.put(visitor, now + busy + interval);
    if (busyUntil.size() > MOST_VISITORS) {
      busyUntil.remove(busyUntil.keySet().iterator().next());
    }
    return 0;
  }

  synchronized int visitors() {
    return busyUntil.size();
  }
}
