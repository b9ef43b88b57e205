package io.parley.server;

import java.util.concurrent.TimeUnit;

/**
 * A token bucket: its credit grows with time up to a burst, and may be overdrawn; then the caller
 * waits. Not thread-safe.
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

  /** Adds the credit of the time since the last call, at a rate per second. */
  void grow(double rate, long now) {
    credit = Math.min(burst, credit + rate * (now - last) / SECOND);
    last = now;
  }

  void charge(double cost) {
    credit -= cost;
  }

  /** Nanoseconds until the credit is no longer overdrawn. */
  long untilPaid(double rate) {
    return credit >= 0 ? 0 : (long) (-credit / rate * SECOND);
  }
}
