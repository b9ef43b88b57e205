package io.parley.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Logs what many peers can cause at once: one line in a while, with how many there were. */
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
    sayRest();
  }

  /** Says what was not said yet, if its time has come. */
  synchronized void sayRest() {
    long now = System.nanoTime();
    if (count > 0 && now - silentUntil >= 0) {
      LOG.log(
          Level.INFO, "closed " + count + " connections that " + what + "; the last of " + last);
      count = 0;
      silentUntil = now + PAUSE;
    }
  }
}
