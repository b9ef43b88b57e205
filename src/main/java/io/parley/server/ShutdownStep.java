package io.parley.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** A step of the server's shutdown. */
interface ShutdownStep {
  void run() throws Exception;

  /** Runs a step; abandons it where it fails or takes too long, so that the next one still runs. */
  static void within(Duration limit, String name, ShutdownStep shutdownStep) {
    Logger log = System.getLogger(ShutdownStep.class.getName());
    Thread thread = new Thread(() -> attempt(log, name, shutdownStep), "parley-stop-" + name);
    thread.setDaemon(true);
    try {
      thread.start();
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (OutOfMemoryError e) {
      log.log(Level.WARNING, "Stopping: " + name + " was left out, for no thread can be started");
    }
    if (thread.isAlive()) {
      log.log(Level.WARNING, "Stopping: " + name + " took over " + limit.toMillis() + " ms");
    }
  }

  private static void attempt(Logger log, String name, ShutdownStep shutdownStep) {
    try {
      shutdownStep.run();
    } catch (Exception | Error e) {
      log.log(Level.WARNING, "Stopping: " + name + " failed", e);
    }
  }
}
