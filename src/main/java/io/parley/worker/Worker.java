package io.parley.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Whether a piece of work that is done again and again ended well the last time. Thread-safe. */
public final class Worker {
  /** The time for which work that has to go on may fail before it is given up. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Failures in a row, at least: one that took long is not yet the end. */
  private static final int MOST_IN_A_ROW = 3;

  /**
   * How long a failure is shown at least; then, where nothing else is to be done, an empty task is
   * tried.
   */
  static final Duration PROOF = Duration.ofSeconds(5);

  /** Between two lines of the log of one kind about one worker. */
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

  /** Lets a line pass now and then. */
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
   * @param lost is told of an error after which the application cannot go on
   * @param nanos a clock that nobody can set
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

  /** How many errors there were. */
  long failures() {
    return failures.get();
  }

  boolean isFailing() {
    return failing;
  }

  /** Whether it failed, and not of late: it counts as working once it is seen to. */
  synchronized boolean isProofDue() {
    return failing && nanos.getAsLong() - lastFailure >= PROOF.toNanos();
  }

  /** The work was done. Whoever asks now and then is to see a failure all the same. */
  public void succeeded() {
    if (failing && isRecovery()) {
      LOG.log(Level.INFO, "worker " + name + " does its work again");
    }
  }

  /** Whether it is to be told. */
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
   * An error ended the work this time. Never throws, for it is called where nothing else helps: the
   * state is set before anything that may fail for want of memory.
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
      // The log failed too. Metrics and readiness say it.
      return;
    }
  }

  /** Whether the application cannot go on because of it. */
  private boolean isOverBy(Throwable error) {
    boolean lasting = note();
    if (isExhaustion(error)) {
      lost.accept(error);
    }
    return essential && lasting;
  }

  /** Whether there were many failures in a row, and over a long time. */
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

  /** Runs it, so that nothing escapes: what went wrong is logged, and an error counted. */
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

  /** An exception is a fault of one task; the worker goes on. */
  void warn(RuntimeException fault) {
    try {
      if (warnings.isOver()) {
        log("a task of worker " + name + " failed", fault);
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /** The JVM's own errors with all places where they happened, of others the first at once. */
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

  /** Whether memory that all threads share was exhausted, not only too little for one array. */
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
