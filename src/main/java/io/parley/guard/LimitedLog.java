package io.parley.guard;

import io.parley.logging.RedactedFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A rate-limited log for lines that peers cause, so that they cannot fill a disk. It limits the
 * lines a second for each address and in all. A second later, it writes in one line how many it
 * left out. Thread-safe.
 */
public final class LimitedLog {
  /** Addresses that are counted in a second. Lines of further addresses are left out. */
  static final int MOST_ADDRESSES = 1_024;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final int perAddress;
  private final int inAll;
  private final LongSupplier nanos;
  private final Executor later;

  // Guarded by this. The lines are those of the current second, the omitted ones those since the
  // last summary.
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, Integer> leftOut = new HashMap<>();
  private long second;
  private int written;
  private long omitted;

  /**
   * @param perAddress lines a second
   * @param inAll lines a second
   * @param nanos a monotonic clock in nanoseconds
   * @param later runs a task after a second
   */
  LimitedLog(Logger log, int perAddress, int inAll, LongSupplier nanos, Executor later) {
    this.log = log;
    this.perAddress = perAddress;
    this.inAll = inAll;
    this.nanos = nanos;
    this.later = later;
  }

  /**
   * A log that writes to the logger of that name.
   *
   * @param perAddress lines a second
   * @param inAll lines a second
   */
  public static LimitedLog of(String name, int perAddress, int inAll) {
    Logger log = System.getLogger(name);
    return new LimitedLog(log, perAddress, inAll, System::nanoTime, LimitedLog::runAfterSecond);
  }

  /**
   * Runs a task after a second. The JDK's timer thread never ends, so it must not keep the web
   * application's class loader.
   */
  private static void runAfterSecond(Runnable task) {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(task);
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  /**
   * Writes a line, or counts it as left out.
   *
   * @param address of the peer that caused it
   */
  public void log(Level level, String address, Supplier<String> line) {
    if (log.isLoggable(level) && admit(address)) {
      log.log(level, line);
    }
  }

  /**
   * Writes a line with the classes and stack frames of a failure, without its messages, which may
   * quote a peer. Beyond the limit, counts it as left out.
   */
  public void log(Level level, String address, String line, Throwable cause) {
    if (log.isLoggable(level) && admit(address)) {
      log.log(level, line, RedactedFailure.of(cause));
    }
  }

  private boolean admit(String address) {
    boolean first;
    synchronized (this) {
      if (isWithin(address)) {
        written++;
        return true;
      }
      first = omitted == 0;
      omitted++;
      if (leftOut.size() < MOST_ADDRESSES || leftOut.containsKey(address)) {
        leftOut.merge(address, 1, Integer::sum);
      }
    }
    if (first) {
      later.execute(this::logOmittedSafely);
    }
    return false;
  }

  /**
   * Logs the summary, and passes a failure to the uncaught exception handler, since the timer drops
   * what a task throws.
   */
  private void logOmittedSafely() {
    try {
      logOmitted();
    } catch (RuntimeException | Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private boolean isWithin(String address) {
    long now = Math.floorDiv(nanos.getAsLong(), SECOND);
    if (now != second) {
      second = now;
      written = 0;
      lines.clear();
    }
    boolean counted = lines.size() < MOST_ADDRESSES || lines.containsKey(address);
    return counted && written < inAll && lines.merge(address, 1, Integer::sum) <= perAddress;
  }

  /**
   * Writes at once how many lines were left out, if any. Call it at the end, when no timer will.
   */
  public void logOmitted() {
    String line;
    synchronized (this) {
      if (omitted == 0) {
        return;
      }
      try {
        Map.Entry<String, Integer> most =
            Collections.max(leftOut.entrySet(), Map.Entry.comparingByValue());
        line = "left out " + omitted + " lines, " + most.getValue() + " about " + most.getKey();
      } finally {
        // In any case: otherwise no further task would be scheduled.
        omitted = 0;
        leftOut.clear();
      }
    }
    log.log(Level.INFO, line);
  }
}
