package io.parley.probe.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes sockets whose time is up, because a client that reads nothing blocks our writes. */
final class Deadlines implements AutoCloseable {
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Deadlines::daemon);

  /** A socket's time. */
  record Deadline(ScheduledFuture<?> task) {
    /** Keeps the socket from being closed. */
    void end() {
      task.cancel(false);
    }
  }

  Deadline close(Socket socket, Duration limit) {
    return new Deadline(
        timer.schedule(() -> closed(socket), limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static void closed(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return; // It is closed.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "client-probe-deadlines");
    thread.setDaemon(true);
    return thread;
  }
}
