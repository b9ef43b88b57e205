package io.parley.broker.sqlite;

import io.parley.worker.RedactedFailure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The one thread that writes. After a failure it begins anew with a new connection, for each batch
 * until it succeeds, so that the server goes on when the store does.
 */
final class StoreWriter {
  private static final Logger LOG = System.getLogger(StoreWriter.class.getName());

  /** Between two looks at what time alone makes due. */
  private static final Duration UPKEEP = Duration.ofSeconds(1);

  /** Without a message, after which something else is written, to know whether that is possible. */
  private static final Duration PROOF = Duration.ofSeconds(10);

  private final AppendQueue appendQueue;
  private final Dispatchers dispatchers;
  private final Connecting opening;
  private Optional<StoreTransactions> storeTransactions = Optional.empty();
  private final TimeSource time;
  private final RetentionClock age;
  private volatile boolean failing;
  private long lastUpkeep;

  /** When something was written last, and so was known to be possible. */
  private long lastProof;

  /** How to begin anew. */
  interface Connecting {
    StoreTransactions open() throws SQLException;
  }

  /**
   * @param doubt see {@link StoreLimits#doubt}
   */
  StoreWriter(
      AppendQueue appendQueue,
      Dispatchers dispatchers,
      Connecting opening,
      Duration doubt,
      TimeSource time) {
    this.appendQueue = appendQueue;
    this.dispatchers = dispatchers;
    this.opening = opening;
    this.time = time;
    this.age = new RetentionClock(doubt, time.nanos());
    this.lastUpkeep = System.nanoTime();
    this.lastProof = time.nanos();
  }

  /** Whether messages are stored, as far as the last attempt tells. */
  boolean isWritable() {
    return !failing;
  }

  /** One batch, and what time makes due; false where no batch will come any more. */
  boolean round() {
    if (appendQueue.drained()) {
      return false;
    }
    List<PendingAppend> batch = appendQueue.take(UPKEEP);
    if (!batch.isEmpty()) {
      write(batch);
    }
    if (System.nanoTime() - lastUpkeep >= UPKEEP.toNanos()) {
      lastUpkeep = System.nanoTime();
      keepUp();
    }
    return true;
  }

  /**
   * Whatever happens, each entry of the batch is answered.
   *
   * @throws Error what ended it, after that
   */
  private void write(List<PendingAppend> batch) {
    try {
      ledger().store(batch, time.millis());
      proven();
    } catch (SQLException | RuntimeException e) {
      fail(batch, e);
      return;
    } catch (Error e) {
      fail(batch, e);
      throw e;
    }
    dispatchers.committed(batch);
  }

  private void fail(List<PendingAppend> batch, Throwable failure) {
    try {
      failed(failure);
    } finally {
      dispatchers.failed(batch, new IOException("not stored: " + FailureLine.of(failure)));
    }
  }

  private void keepUp() {
    long nanos = time.nanos();
    OptionalLong judged = age.look(time.millis(), nanos);
    boolean prove = failing || nanos - lastProof >= PROOF.toNanos();
    try {
      ledger().upkeep(time.millis(), judged, prove);
      if (prove) {
        proven();
      }
    } catch (SQLException | RuntimeException e) {
      failed(e);
    } catch (Error e) {
      failed(e);
      throw e;
    }
  }

  private StoreTransactions ledger() throws SQLException {
    if (storeTransactions.isEmpty()) {
      storeTransactions = Optional.of(opening.open());
    }
    return storeTransactions.get();
  }

  /** What was not committed is undone with the connection. */
  void letGo() {
    storeTransactions.ifPresent(
        open -> {
          try {
            open.close();
          } catch (SQLException | RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "a connection did not close", RedactedFailure.of(e));
          }
        });
    storeTransactions = Optional.empty();
  }

  /** Once, not for each message: a full disk must not fill the log as well. */
  private void failed(Throwable failure) {
    boolean first = !failing;
    failing = true;
    letGo();
    if (first) {
      LOG.log(Level.ERROR, "messages cannot be stored: " + FailureLine.of(failure));
    }
  }

  private void proven() {
    lastProof = time.nanos();
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "messages are stored again");
    }
  }
}
