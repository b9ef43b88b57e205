package io.parley.guard;

import io.parley.journal.RedactedFault;
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
 * A log for lines that peers cause, who could fill a disk with them: it writes so many a second for
 * one address and for all together, and tells a second later, in one line, how many it left out.
 * Thread-safe.
 */
public final class LimitedLog {
  /** Addresses that are told apart in a second: who has more is limited with all the others. */
  static final int MOST_ADDRESSES = 1_024;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final int perAddress;
  private final int inAll;
  private final LongSupplier nanos;
  private final Executor later;

  // Guarded by this; those of lines are of the current second, those left out since the last tell.
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, Integer> leftOut = new HashMap<>();
  private long second;
  private int written;
  private long omitted;

  /**
   * @param perAddress lines a second
   * @param inAll lines a second
   * @param nanos a clock that measures
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
   * Writes to the logger of that name.
   *
   * @param perAddress lines a second
   * @param inAll lines a second
   */
  public static LimitedLog of(String name, int perAddress, int inAll) {
    Logger log = System.getLogger(name);
    return new LimitedLog(log, perAddress, inAll, System::nanoTime, LimitedLog::aSecondLater);
  }

  /** The JDK's timer thread lasts for ever: it must not keep the web application's loader. */
  private static void aSecondLater(Runnable task) {
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
   * Writes a line, or counts it.
   *
   * @param address of the peer that caused it
   */
  public void log(Level level, String address, Supplier<String> line) {
    if (log.isLoggable(level) && admit(address)) {
      log.log(level, line);
    }
  }

  /** Likewise, with the classes and places of a failure; its words may be a peer's. */
  public void log(Level level, String address, String line, Throwable cause) {
    if (log.isLoggable(level) && admit(address)) {
      log.log(level, line, RedactedFault.of(cause));
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
      later.execute(this::tellSafely);
    }
    return false;
  }

  /** The timer drops what a task throws; whoever watches over threads is to hear of it. */
  private void tellSafely() {
    try {
      tell();
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

  /** Tells at once how many lines were left out, if any were: at the end nobody tells later. */
  public void tell() {
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
        // In any case: else nobody would be asked to tell again.
        omitted = 0;
        leftOut.clear();
      }
    }
    log.log(Level.INFO, line);
  }
}
