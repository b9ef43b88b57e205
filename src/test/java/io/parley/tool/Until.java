package io.parley.tool;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that nobody announces, as of another process. */
public final class Until {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  /** What is waited for; an {@link IOException} means not yet. */
  public interface Condition {
    boolean holds() throws IOException;
  }

  private Until() {}

  /** Returns once it holds; fails after 30 seconds. */
  public static void isTrue(String what, Condition condition) {
    isTrue(what, PATIENCE, condition);
  }

  /** Returns once it holds; fails after the patience is over, with the last exception, if any. */
  public static void isTrue(String what, Duration patience, Condition condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Exception failure = null;
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException | RedisWire.RedisError e) {
        failure = e;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + patience + ": " + what, failure);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
