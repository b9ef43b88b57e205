package io.parley.doctor;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bounds calls that have no timeout of their own: a look-up, a TLS handshake, a write. */
final class BoundedCall {
  private BoundedCall() {}

  /**
   * Waits for a call on a thread of its own.
   *
   * @param abort closed if the time is up, which has to end the call
   * @throws SocketTimeoutException if the time is up
   */
  static <T> T run(Duration time, Closeable abort, Callable<T> call) throws IOException {
    FutureTask<T> task = start(call);
    try {
      return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abort.close();
      throw new SocketTimeoutException("the time was up");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Starts a call that the end of the process does not wait for. */
  static <T> FutureTask<T> start(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "doctor");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}
