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
 * Ends the process with a line and a status of its own when its memory is exhausted. After an
 * {@link OutOfMemoryError} nobody knows which threads live on, and a signal, which needs a thread,
 * may get no answer; whoever supervises the process starts it again. What was acknowledged is
 * stored.
 */
public final class MemoryExhaustion {
  /** The exit status; {@code -XX:+ExitOnOutOfMemoryError} has the same. */
  public static final int STATUS = 3;

  /** Bytes that have to be free: less is needed to notice a signal. */
  private static final int PROBE = 64 << 10;

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(500);

  // All that the end needs is made before.
  private static final byte[] LINE =
      ("parley: out of memory ("
              + Runtime.getRuntime().maxMemory() / 1024
              + " KiB of heap, see -Xmx): the process ends with status "
              + STATUS
              + "\n")
          .getBytes(StandardCharsets.UTF_8);

  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private MemoryExhaustion() {}

  /** Watches from now on, in the whole process. */
  public static void install() {
    Thread.setDefaultUncaughtExceptionHandler(MemoryExhaustion::uncaught);
    Logger.getLogger("").addHandler(new Reader());
    Thread watch = new Thread(MemoryExhaustion::watch, "parley-memory");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * To be told whatever was caught; does not return where it came from exhausted memory. Allocates
   * nothing.
   */
  public static void check(Throwable caught) {
    for (Throwable each = caught; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError && isShared(each.getMessage())) {
        end();
      }
    }
  }

  /** Of a start that failed: does not return where any memory was too small for it. */
  public static void checkStart(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        end();
      }
    }
  }

  /**
   * Whether all threads lack it. An array that is too long for any heap, or a thread that cannot be
   * started, is a fault of one task only.
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

  /** Reads in the log what others caught. */
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

  /** Most of those who catch an error tell nobody; so now and then a little memory is asked for. */
  private static void watch() {
    while (true) {
      LockSupport.parkNanos(PERIOD);
      // The first that fails may only have made the collector free what was garbage.
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

  /** Without shutdown hooks, which need memory. */
  private static void end() {
    try {
      ERR.write(LINE);
    } catch (IOException e) {
      // Nobody reads it.
    } finally {
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
