package io.parley.endpoint;

import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.CloseStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Closes all connections before the server stops. Thread-safe. */
final class SessionDrain {
  /**
   * The longest pause between two closes, in nanoseconds, so that a drain of few sessions is short.
   */
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  private final Collection<Connection> connections;
  private volatile boolean begun;

  /**
   * @param connections all that are left, at any time
   */
  SessionDrain(Collection<Connection> connections) {
    this.connections = connections;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Closes a connection that was added, where the drain has begun. */
  void added(Connection connection) {
    if (begun) {
      close(connection);
    }
  }

  /** A connection was removed. */
  void removed() {
    if (begun) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /**
   * Closes every connection, and returns when all are removed or the time is over. Spreads the
   * closes over most of that time, so that the clients do not all reconnect at once.
   */
  void run(Duration within) {
    begun = true;
    long deadline = System.nanoTime() + within.toNanos();
    closeAll(within.toNanos() / 5 * 4);
    awaitRemoval(deadline);
  }

  private void closeAll(long window) {
    List<Connection> all = List.copyOf(connections);
    long pause = Math.min(LONGEST_PAUSE, window / Math.max(1, all.size()));
    long due = System.nanoTime();
    for (Connection connection : all) {
      close(connection);
      due += pause;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private static void close(Connection connection) {
    connection.lifecycle().end(CloseStatus.of(CloseCode.RESTART, "server restarts"));
  }

  private synchronized void awaitRemoval(long deadline) {
    try {
      for (long left = millisUntil(deadline);
          left > 0 && !connections.isEmpty();
          left = millisUntil(deadline)) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long millisUntil(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }
}
