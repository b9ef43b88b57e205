package io.parley;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * Starts {@code Main} from the jars inside the WAR. A JVM reads no jar within an archive, so they
 * are unpacked into a folder that only this user can read and that is gone when the process ends.
 */
public final class Launcher {
  private static final String JARS = "WEB-INF/launch/";
  private static final String LOG_MANAGER = "java.util.logging.manager";
  private static final int CANNOT_START = 2;

  /** Seconds that an end waits for a start; one that hangs is then abandoned. */
  private static final int START_LIMIT = 2;

  /** Held while starting, and by the end for ever: nothing may be unpacked behind its back. */
  private final ReentrantLock lock = new ReentrantLock();

  private Optional<Path> folder = Optional.empty();
  private AutoCloseable running = () -> {};

  private Launcher() {}

  public static void main(String[] args) throws Exception {
    keepLogs();
    Launcher launcher = new Launcher();
    Runtime.getRuntime().addShutdownHook(new Thread(launcher::end, "parley-end"));
    try {
      launcher.start(args).ifPresent(System::exit);
    } catch (IOException e) {
      String where = System.getProperty("java.io.tmpdir");
      System.err.println("parley: cannot write to the temporary folder " + where + ": " + e);
      System.exit(CANNOT_START);
    }
  }

  /**
   * Where the user chose no manager; and before the JDK chooses, so not by a method of {@link
   * Logs}.
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
      Path fresh = Files.createTempDirectory("parley-");
      folder = Optional.of(fresh);
      return run(fresh, args);
    } finally {
      lock.unlock();
    }
  }

  private OptionalInt run(Path fresh, String[] args) throws Exception {
    Path war = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Not closed: the process lives on its classes. Its parent has none of them.
    URLClassLoader loader =
        new URLClassLoader(unpack(war, fresh), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Method main =
        loader
            .loadClass("io.parley.Main")
            .getMethod("run", Path.class, Path.class, Consumer.class, String[].class);
    Path work = Files.createDirectory(fresh.resolve("work"));
    Consumer<AutoCloseable> atExit = closing -> running = closing;
    return (OptionalInt) main.invoke(null, war, work, atExit, args);
  }

  private static URL[] unpack(Path war, Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (JarFile file = new JarFile(war.toFile())) {
      List<JarEntry> entries = file.stream().filter(Launcher::isJar).toList();
      for (JarEntry entry : entries) {
        Path jar = folder.resolve(Path.of(entry.getName()).getFileName());
        try (InputStream content = file.getInputStream(entry)) {
          Files.copy(content, jar);
        }
        jars.add(jar.toUri().toURL());
      }
    }
    return jars.toArray(URL[]::new);
  }

  private static boolean isJar(JarEntry entry) {
    return entry.getName().startsWith(JARS) && entry.getName().endsWith(".jar");
  }

  /** The one shutdown hook, since the order of several is not defined. */
  private void end() {
    try {
      if (lock.tryLock(START_LIMIT, TimeUnit.SECONDS)) {
        running.close();
      }
    } catch (Exception e) {
      System.err.println("parley: " + e);
    }
    folder.ifPresent(Launcher::remove);
  }

  /**
   * Keeps the log open while the process ends: the JDK's own closes it beside the shutdown hooks.
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

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("parley: could not remove " + folder + ": " + e);
    }
  }
}
