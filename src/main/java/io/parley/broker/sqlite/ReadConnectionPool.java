package io.parley.broker.sqlite;

import io.parley.logging.RedactedFailure;
import io.parley.worker.WorkerPool;
import io.parley.worker.Workers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** Runs reads on a few threads, each with a connection of its own. Thread-safe. */
final class ReadConnectionPool {
  private static final Logger LOG = System.getLogger(ReadConnectionPool.class.getName());

  /** Threads; more would only wait for the same disk. */
  private static final int THREADS = 2;

  /** Reads that may wait; a member usually has one, and no server has so many members. */
  private static final int MOST = 100_000;

  private final List<ReadConnection> all;
  private final BlockingQueue<ReadConnection> free;
  private final WorkerPool threads;

  ReadConnectionPool(ReadConnection.Opening opening, Workers workers) {
    all = Stream.generate(() -> new ReadConnection(opening)).limit(THREADS).toList();
    free = new LinkedBlockingQueue<>(all);
    threads = workers.pool("parley-store-reader", THREADS, MOST).started();
  }

  <T> CompletionStage<T> submit(ReadConnection.Query<T> query) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (!threads.execute(() -> answer(query, answer))) {
      answer.completeExceptionally(new IOException("too many reads wait, or the store is closed"));
    }
    return answer;
  }

  private <T> void answer(ReadConnection.Query<T> query, CompletableFuture<T> answer) {
    // There are as many connections as threads, so one is free.
    ReadConnection readConnection = free.remove();
    T found;
    try {
      found = readConnection.read(query);
    } catch (SQLException | RuntimeException e) {
      answer.completeExceptionally(failed(e));
      return;
    } catch (Error e) {
      answer.completeExceptionally(failed(e));
      throw e;
    } finally {
      free.add(readConnection);
    }
    answer.complete(found);
  }

  private static IOException failed(Throwable cause) {
    return new IOException("not read: " + FailureLine.of(cause));
  }

  /** Closes the connections after all queued reads, or after {@link SqliteBroker#LONGEST_END}. */
  void close() {
    threads.end(SqliteBroker.LONGEST_END);
    for (ReadConnection readConnection : all) {
      try {
        readConnection.close();
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "a connection did not close", RedactedFailure.of(e));
      }
    }
  }
}
