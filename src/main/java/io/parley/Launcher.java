package io.parley;

import io.parley.archive.ArchiveClassLoader;
import io.parley.archive.ArchiveUrls;
import io.parley.archive.WarFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.LogManager;

/**
 * Starts {@code Main} from the jars inside the WAR, which a JVM cannot load. Nothing is unpacked,
 * and the WAR is not needed once the server runs.
 */
public final class Launcher {
  private static final String JARS = "WEB-INF/launch/";
  private static final String LOG_MANAGER = "java.util.logging.manager";
  private static final int CANNOT_START = 2;
  private static final int OUT_OF_MEMORY = 3;

  /** Seconds that the shutdown waits for a start in progress; a start that hangs is abandoned. */
  private static final int START_LIMIT = 2;

  /** Held during the start. The shutdown keeps it for ever, so that nothing is opened after it. */
  private final ReentrantLock lock = new ReentrantLock();

  private AutoCloseable running = () -> {};

  private Launcher() {}

  public static void main(String[] args) throws Exception {
    keepLogs();
    ArchiveUrls.install();
    Launcher launcher = new Launcher();
    Runtime.getRuntime().addShutdownHook(new Thread(launcher::end, "parley-end"));
    try {
      launcher.start(args).ifPresent(System::exit);
    } catch (OutOfMemoryError e) {
      // No orderly shutdown: it needs memory.
      System.err.println("parley: out of memory (" + e.getMessage() + "), see -Xmx");
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
  }

  /**
   * Installs the log manager unless the user chose one. It must run before the JDK chooses, so it
   * is not a method of {@link Logs}.
   */
  private static void keepLogs() {
    if (System.getProperty(LOG_MANAGER) == null) {
      System.setProperty(LOG_MANAGER, Launcher.class.getName() + "$Logs");
      LogManager.getLogManager();
      Logs.ready = true;
    }
  }

  private OptionalInt start(String[] args) throws Exception {
    lock.lock();
    try {
      return run(args);
    } finally {
      lock.unlock();
    }
  }

  private OptionalInt run(String[] args) throws Exception {
    Path war = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    WarFile file;
    ClassLoader loader;
    try {
      file = WarFile.open(war);
      // Never closed: the process needs its classes to the end. Its parent has none of them.
      loader =
          ArchiveClassLoader.program(
              file.jars(JARS, name -> true), ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      System.err.println("parley: cannot read " + war + ": " + e);
      return OptionalInt.of(CANNOT_START);
    }
    Thread.currentThread().setContextClassLoader(loader);
    Method main =
        loader
            .loadClass("io.parley.Main")
            .getMethod("run", WarFile.class, Consumer.class, String[].class);
    Consumer<AutoCloseable> atExit = closing -> running = closing;
    try {
      return (OptionalInt) main.invoke(null, file, atExit, args);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** The only shutdown hook, since the order of several is not defined. */
  private void end() {
    try {
      if (lock.tryLock(START_LIMIT, TimeUnit.SECONDS)) {
        running.close();
      }
    } catch (Exception | Error e) {
      System.err.println("parley: " + e);
    }
  }

  /**
   * Keeps the log open while the process ends: the JDK's own manager closes it in parallel with the
   * shutdown hooks.
   */
  public static final class Logs extends LogManager {
    private static volatile boolean ready;

    @Override
    public void reset() {
      if (!ready) {
        super.reset();
      }
    }
  }
}
