package io.parley.server;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.thread.ExecutionStrategy;
import org.eclipse.jetty.util.thread.TryExecutor;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * Runs the tasks that connections start. What a read starts waits for its turn, and is charged to
 * the connection that was read: the requests of HTTP/2, and a WebSocket that continues to read.
 */
final class TurnExecutor implements TryExecutor {
  private final ReadPacer pacer;
  private final Executor pool;

  TurnExecutor(ReadPacer pacer, Executor pool) {
    this.pacer = pacer;
    this.pool = pool;
  }

  @Override
  public void execute(Runnable task) {
    Optional<PacedReads> reads = pacer.reading();
    if (task instanceof WebSocketConnection connection
        && connection.getEndPoint() instanceof Paced endPoint) {
      endPoint.submit(task);
    } else if (reads.isPresent()) {
      reads.get().submit(task);
    } else {
      pool.execute(task);
    }
  }

  /**
   * Runs on this thread, if it reads, what must not wait: the end of a stream that the peer resets.
   * Jetty would start a thread for each.
   */
  @Override
  public boolean tryExecute(Runnable task) {
    boolean runs = pacer.isReading() && !(task instanceof ExecutionStrategy);
    if (runs) {
      task.run();
    }
    return runs;
  }
}
