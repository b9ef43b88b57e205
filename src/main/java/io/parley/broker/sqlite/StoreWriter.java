package io.parley.broker.sqlite;

import io.parley.broker.Dispatchers;
import io.parley.logging.RedactedFailure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the store; used by one thread. After a failure it opens a new connection for each batch
 * until one succeeds, so that the server recovers when the store does.
 */
final class StoreWriter {
  private static final Logger LOG = System.getLogger(StoreWriter.class.getName());

  /** The time between two upkeep transactions. */
  private static final Duration UPKEEP = Duration.ofSeconds(1);

  /** The time without a message after which a test write shows whether the store is writable. */
  private static final Duration PROOF = Duration.ofSeconds(10);

  /** How long a batch is tried again that may have been committed. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The pause before such a try. */
  private static final Duration RETRY = Duration.ofMillis(100);

  private final AppendQueue appendQueue;
  private final Dispatchers dispatchers;
  private final Connecting opening;
  private Optional<StoreTransactions> storeTransactions = Optional.empty();
  private final TimeSource time;
  private final RetentionClock age;
  private volatile boolean failing;

  /** A batch whose outcome is unknown. */
  private Optional<UncertainBatch> uncertain = Optional.empty();

  private long lastUpkeep;

  /** The time of the last successful write. */
  private long lastProof;

  /** Opens a new connection. */
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

  /** Whether the last attempt to store succeeded. */
  boolean isWritable() {
    return !failing;
  }

  /**
   * Writes one batch, and does upkeep where it is time for it; false where no batch will come any
   * more.
   */
  boolean round() {
    if (uncertain.isPresent()) {
      LockSupport.parkNanos(RETRY.toNanos());
      write(uncertain.get());
      return true;
    }
    if (appendQueue.drained()) {
      return false;
    }
    List<PendingAppend> batch = appendQueue.take(UPKEEP);
    if (!batch.isEmpty()) {
      write(new UncertainBatch(batch, time.nanos() + PATIENCE.toNanos()));
    }
    if (uncertain.isEmpty() && System.nanoTime() - lastUpkeep >= UPKEEP.toNanos()) {
      lastUpkeep = System.nanoTime();
      keepUp();
    }
    return true;
  }

  /**
   * Writes a batch. Each append is answered whatever happens, unless the batch is to be tried
   * again.
   *
   * @throws Error that ended it, after the answers
   */
  private void write(UncertainBatch tried) {
    try {
      transactions().store(tried.batch(), time.millis());
      proven();
    } catch (SQLException | RuntimeException e) {
      fail(tried, e);
      return;
    } catch (Error e) {
      fail(tried, e);
      throw e;
    }
    uncertain = Optional.empty();
    dispatchers.dispatch(tried.batch());
  }

  private void fail(UncertainBatch tried, Throwable failure) {
    boolean mayBeStored =
        uncertain.isPresent()
            || storeTransactions.map(StoreTransactions::isUncertain).orElse(false);
    try {
      failed(failure);
    } finally {
      if (!mayBeStored) {
        IOException reason = new IOException("not stored: " + FailureLine.of(failure));
        tried.batch().forEach(pendingAppend -> pendingAppend.refuse(reason));
        dispatchers.dispatch(tried.batch());
      } else if (appendQueue.isClosed() || time.nanos() - tried.deadline() >= 0) {
        uncertain = Optional.empty();
        tried.giveUp(failure);
        dispatchers.dispatch(tried.batch());
      } else {
        uncertain = Optional.of(tried);
      }
    }
  }

  private void keepUp() {
    long nanos = time.nanos();
    OptionalLong judged = age.read(time.millis(), nanos);
    boolean prove = failing || nanos - lastProof >= PROOF.toNanos();
    try {
      transactions().upkeep(time.millis(), judged, prove);
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

  private StoreTransactions transactions() throws SQLException {
    if (storeTransactions.isEmpty()) {
      storeTransactions = Optional.of(opening.open());
    }
    return storeTransactions.get();
  }

  /** Closes the connection, which rolls back what was not committed. */
  void disconnect() {
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

  /**
   * Notes a failure. Logs it once, not for each message: a full disk must not fill the log as well.
   */
  private void failed(Throwable failure) {
    boolean first = !failing;
    failing = true;
    disconnect();
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
