package io.parley.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Ends the process cleanly, with its own exit status, after an error from which the application
 * cannot recover. A supervisor can then restart it.
 */
public final class ProcessEnd {
  /** The exit status. */
  public static final int STATUS = 4;

  private static final Logger LOG = System.getLogger("io.parley.server");

  private ProcessEnd() {}

  /** Returns before the process has ended; does not return where memory is exhausted. */
  public static void because(Throwable error) {
    MemoryExhaustion.check(error);
    LOG.log(
        Level.ERROR,
        "a worker of the server fails for good: the process ends with status " + STATUS,
        error);
    try {
      // On another thread: the end waits for the caller's work.
      new Thread(ProcessEnd::exit, "parley-exit").start();
    } catch (OutOfMemoryError e) {
      // No thread can be started.
      Runtime.getRuntime().halt(STATUS);
    }
  }

  private static void exit() {
    System.exit(STATUS);
  }
}
