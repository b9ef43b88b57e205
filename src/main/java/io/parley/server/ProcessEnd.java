package io.parley.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Ends the process in order, with a status of its own, because of an error after which the
 * application cannot go on: so whoever supervises the process starts it again.
 */
public final class ProcessEnd {
  /** The exit status. */
  public static final int STATUS = 4;

  private static final Logger LOG = System.getLogger("io.parley.server");

  private ProcessEnd() {}

  /** Returns before the process has ended; not at all where memory is exhausted. */
  public static void because(Throwable error) {
    MemoryExhaustion.check(error);
    LOG.log(
        Level.ERROR,
        "a worker of the server fails for good: the process ends with status " + STATUS,
        error);
    try {
      // On another thread: the end waits for what the caller does.
      new Thread(ProcessEnd::exit, "parley-exit").start();
    } catch (OutOfMemoryError e) {
      // No thread can be had.
      Runtime.getRuntime().halt(STATUS);
    }
  }

  private static void exit() {
    System.exit(STATUS);
  }
}
