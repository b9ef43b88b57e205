package io.parley.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Logs events that many peers can cause at once: at most one line in ten seconds, with their
 * number.
 */
final class SampledLog {
  private static final Logger LOG = System.getLogger("io.parley.server");
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

  private final String what;

  // Guarded by this.
  private long count;
  private String last = "";
  private long silentUntil = System.nanoTime();

  /**
   * @param what these connections did
   */
  SampledLog(String what) {
    this.what = what;
  }

  synchronized void note(String address) {
    count++;
    last = address;
    logRest();
  }

  /** Logs the events that were not logged yet, once the pause is over. */
  synchronized void logRest() {
    long now = System.nanoTime();
    if (count > 0 && now - silentUntil >= 0) {
      LOG.log(
          Level.INFO, "closed " + count + " connections that " + what + "; the last of " + last);
      count = 0;
      silentUntil = now + PAUSE;
    }
  }
}
