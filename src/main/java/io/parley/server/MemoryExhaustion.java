package io.parley.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Ends the process with a log line and its own exit status when memory is exhausted. After an
 * {@link OutOfMemoryError} it is unknown which threads still run. A signal may get no response,
 * because it needs a thread. A supervisor can restart the process. Acknowledged messages are
 * stored.
 */
public final class MemoryExhaustion {
  /** The exit status; {@code -XX:+ExitOnOutOfMemoryError} uses the same. */
  public static final int STATUS = 3;

  /** Bytes that have to be free; handling a signal needs less. */
  private static final int PROBE = 64 << 10;

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

  // Allocated in advance: the end of the process must not allocate.
  private static final byte[] LINE =
      ("parley: out of memory ("
              + Runtime.getRuntime().maxMemory() / 1024
              + " KiB of heap, see -Xmx): the process ends with status "
              + STATUS
              + "\n")
          .getBytes(StandardCharsets.UTF_8);

  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private MemoryExhaustion() {}

  /** Installs the checks in the whole process. */
  public static void install() {
    Thread.setDefaultUncaughtExceptionHandler(MemoryExhaustion::uncaught);
    Logger.getLogger("").addHandler(new Reader());
    Thread watch = new Thread(MemoryExhaustion::watch, "parley-memory");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * Checks a caught throwable; does not return where exhausted memory caused it. Allocates nothing.
   */
  public static void check(Throwable caught) {
    for (Throwable each = caught; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError && isShared(each.getMessage())) {
        end();
      }
    }
  }

  /**
   * Checks a failed start; does not return where an {@link OutOfMemoryError} of any kind caused it.
   */
  public static void checkStart(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        end();
      }
    }
  }

  /**
   * Whether the shortage affects all threads. An array that is too long for any heap, or a thread
   * that cannot be started, is a fault of one task only.
   */
  private static boolean isShared(String message) {
    return switch (String.valueOf(message)) {
      case "Java heap space", "GC overhead limit exceeded", "Metaspace", "Compressed class space" ->
          true;
      default -> false;
    };
  }

  private static void uncaught(Thread thread, Throwable thrown) {
    check(thrown);
    System.getLogger(MemoryExhaustion.class.getName())
        .log(
            System.Logger.Level.ERROR,
            "thread " + thread.getName() + " ended: " + FailureText.of(thrown));
  }

  /** Checks the throwables that other code logs. */
  private static final class Reader extends Handler {
    @Override
    public void publish(LogRecord entry) {
      check(entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /**
   * Allocates a little memory periodically, because most code that catches an error does not report
   * it.
   */
  private static void watch() {
    while (true) {
      LockSupport.parkNanos(PERIOD);
      // The first failed attempt may only have triggered a garbage collection.
      int tries = 2;
      while (tries > 0 && !isThere()) {
        tries--;
      }
      if (tries == 0) {
        end();
      }
    }
  }

  private static boolean isThere() {
    try {
      return new byte[PROBE].length == PROBE;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  /** Halts without shutdown hooks, which need memory. */
  private static void end() {
    try {
      ERR.write(LINE);
    } catch (IOException e) {
      // The error output is closed; nothing else can be done.
    } finally {
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
