package io.parley.server;

import java.util.concurrent.TimeUnit;

/**
 * An allowance that grows with time up to a burst and may be overdrawn: who has overdrawn it waits.
 * For one thread at a time.
 */
final class TokenBucket {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double burst;
  private double credit;
  private long last;

  /**
   * @param burst the most that it holds, and what it begins with
   * @param now nanoseconds
   */
  TokenBucket(double burst, long now) {
    this.burst = burst;
    this.credit = burst;
    this.last = now;
  }

  /** Grows by as much a second as the rate says since the last time. */
  void grow(double rate, long now) {
    credit = Math.min(burst, credit + rate * (now - last) / SECOND);
    last = now;
  }

  void charge(double cost) {
    credit -= cost;
  }

  /** Nanoseconds until it is no longer overdrawn. */
  long untilPaid(double rate) {
    return credit >= 0 ? 0 : (long) (-credit / rate * SECOND);
  }
}
