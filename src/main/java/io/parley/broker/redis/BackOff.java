package io.parley.broker.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts to connect: random, below a limit that doubles with each failure. So
 * many nodes do not come back to a server in one moment. For one thread.
 */
final class BackOff {
  private static final long FIRST_MILLIS = 50;
  private static final long LONGEST_MILLIS = 2_000;

  private long limit = FIRST_MILLIS;

  /** Returns the next pause. */
  Duration next() {
    long pause = ThreadLocalRandom.current().nextLong(limit / 2, limit + 1);
    limit = Math.min(2 * limit, LONGEST_MILLIS);
    return Duration.ofMillis(pause);
  }

  /** Begins again with short pauses, after a success. */
  void reset() {
    limit = FIRST_MILLIS;
  }
}
