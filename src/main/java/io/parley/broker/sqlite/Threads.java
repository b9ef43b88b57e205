package io.parley.broker.sqlite;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The broker's own threads. */
final class Threads {
  /** A thread of the broker's: it must not wait for what it does itself. */
  private static final class Own extends Thread {
    Own(Runnable task, String name) {
      super(task, name);
      setDaemon(true);
    }
  }

  private Threads() {}

  static ThreadFactory named(String name) {
    return task -> new Own(task, name);
  }

  /** Whether the caller is called by a broker. */
  static boolean own() {
    return Thread.currentThread() instanceof Own;
  }

  /** Takes no more tasks, and waits for those that it has; an interrupt does not cut that short. */
  static void end(ExecutorService threads) {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
