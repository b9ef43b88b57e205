package io.parley.worker;

import io.parley.logging.RedactedFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tracks whether a repeated piece of work succeeded the last time. Thread-safe. */
public final class Worker {
  /** How long essential work may fail before it is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Failures in a row before work is given up: a single long failure is not enough. */
  private static final int MOST_IN_A_ROW = 3;

  /**
   * How long a failure is shown at least. After that an empty task is run as a test where no other
   * work is due.
   */
  static final Duration PROOF = Duration.ofSeconds(5);

  /** The time between two log lines of one kind about one worker. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = System.getLogger("io.parley.worker");

  private final String name;
  private final boolean essential;
  private final Consumer<Throwable> lost;
  private final LongSupplier nanos;
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean failing;

  // Guarded by this.
  private int inARow;
  private long firstFailure;
  private long lastFailure;
  private boolean told;
  private final Pause errorLines;
  private final Pause warnings;

  /** A rate limiter of log lines. */
  private static final class Pause {
    private final LongSupplier nanos;
    private long last;

    Pause(LongSupplier nanos) {
      this.nanos = nanos;
      this.last = nanos.getAsLong() - PAUSE.toNanos();
    }

    synchronized boolean isOver() {
      long now = nanos.getAsLong();
      boolean over = now - last >= PAUSE.toNanos();
      last = over ? now : last;
      return over;
    }
  }

  /**
   * @param essential whether the application cannot go on where the work fails for long
   * @param lost is called with an error after which the application cannot go on
   * @param nanos a monotonic clock, in nanoseconds
   */
  Worker(String name, boolean essential, Consumer<Throwable> lost, LongSupplier nanos) {
    this.name = name;
    this.essential = essential;
    this.lost = lost;
    this.nanos = nanos;
    this.errorLines = new Pause(nanos);
    this.warnings = new Pause(nanos);
  }

  String name() {
    return name;
  }

  /** Returns the number of errors. */
  long failures() {
    return failures.get();
  }

  boolean isFailing() {
    return failing;
  }

  /**
   * Whether the work failed, but not within {@link #PROOF}: its next success counts as recovery.
   */
  synchronized boolean isProofDue() {
    return failing && nanos.getAsLong() - lastFailure >= PROOF.toNanos();
  }

  /**
   * Reports a success. A failure still shows for {@link #PROOF}, so that an occasional check sees
   * it.
   */
  public void succeeded() {
    if (failing && isRecovery()) {
      LOG.log(Level.INFO, "worker " + name + " does its work again");
    }
  }

  /** Notes a success; true where the recovery is to be logged. */
  private synchronized boolean isRecovery() {
    inARow = 0;
    if (!isProofDue()) {
      return false;
    }
    failing = false;
    boolean line = told;
    told = false;
    return line;
  }

  /**
   * Reports an error that ended the work this time. Never throws, for no caller could handle it:
   * the state is set before anything that may fail for lack of memory.
   */
  public void failed(Throwable error) {
    failing = true;
    failures.incrementAndGet();
    try {
      boolean over = isOverBy(error);
      if (errorLines.isOver()) {
        tell(error);
      }
      if (over) {
        lost.accept(error);
      }
    } catch (RuntimeException | Error e) {
      // The log failed too. Metrics and readiness still show the failure.
      return;
    }
  }

  /** Whether the application cannot go on because of an error. */
  private boolean isOverBy(Throwable error) {
    boolean lasting = note();
    if (isExhaustion(error)) {
      lost.accept(error);
    }
    return essential && lasting;
  }

  /** Notes a failure; true where there were many in a row over a long time. */
  private synchronized boolean note() {
    inARow++;
    lastFailure = nanos.getAsLong();
    if (inARow == 1) {
      firstFailure = lastFailure;
    }
    return inARow >= MOST_IN_A_ROW && lastFailure - firstFailure >= PATIENCE.toNanos();
  }

  private void tell(Throwable error) {
    log("worker " + name + " failed by an error; the server is not ready until it works", error);
    synchronized (this) {
      told = true;
    }
  }

  /** Runs a task. Nothing escapes: an exception is logged, and an error is counted. */
  void run(Runnable task) {
    try {
      task.run();
      succeeded();
    } catch (RuntimeException e) {
      warn(e);
    } catch (Error e) {
      failed(e);
    }
  }

  /** Logs an exception, which is a fault of one task; the worker goes on. */
  void warn(RuntimeException fault) {
    try {
      if (warnings.isOver()) {
        log("a task of worker " + name + " failed", fault);
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /** Logs a failure: the JVM's errors with the stack trace, others with the first frame only. */
  private static void log(String what, Throwable cause) {
    if (cause instanceof VirtualMachineError || cause instanceof LinkageError) {
      LOG.log(Level.ERROR, what, RedactedFailure.of(cause));
    } else {
      LOG.log(Level.ERROR, what + ": " + place(cause));
      LOG.log(Level.DEBUG, what, RedactedFailure.of(cause));
    }
  }

  private static String place(Throwable cause) {
    StackTraceElement[] places = cause.getStackTrace();
    return cause.getClass().getName() + (places.length == 0 ? "" : " at " + places[0]);
  }

  /** Whether memory shared by all threads was exhausted, rather than one array being too large. */
  static boolean isExhaustion(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError && isShared(String.valueOf(each.getMessage()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShared(String message) {
    return switch (message) {
      case "Java heap space", "GC overhead limit exceeded", "Metaspace", "Compressed class space" ->
          true;
      default -> false;
    };
  }
}
