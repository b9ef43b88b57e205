package io.parley.endpoint;

import java.util.concurrent.TimeUnit;

/**
 * How many messages a peer may send: as many a second as its rate says, on the average of {@value
 * #SECONDS} s, so that a burst passes and a flood does not. For one thread at a time.
 */
final class Pace {
  private static final int SECONDS = 10;

  private final int rate;
  private final long cost;
  private final long most;
  private long credit;
  private long last;

  /**
   * @param rate messages a second; 0 for any number
   */
  Pace(int rate) {
    this.rate = rate;
    this.cost = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
    this.most = TimeUnit.SECONDS.toNanos(SECONDS);
    this.credit = most;
    this.last = System.nanoTime();
  }

  /** Counts a message; false where it is one too many. */
  boolean allows(long now) {
    credit = Math.min(most, credit + now - last) - cost;
    last = now;
    return credit >= 0;
  }

  @Override
  public String toString() {
    return Integer.toString(rate);
  }
}
