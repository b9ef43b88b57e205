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
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Starts {@code Main} from the jars inside the WAR. A JVM reads no jar within an archive, so they
 * are unpacked into a folder that only this user can read and that is gone when the process ends.
 */
public final class Launcher {
  private static final String JARS = "WEB-INF/launch/";
  private static final int CANNOT_START = 2;

  private final Path folder;
  private final AtomicReference<AutoCloseable> running = new AtomicReference<>(() -> {});

  private Launcher(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    try {
      Launcher launcher = new Launcher(Files.createTempDirectory("parley-"));
      Runtime.getRuntime().addShutdownHook(new Thread(launcher::end, "parley-end"));
      launcher.start(args).ifPresent(System::exit);
    } catch (IOException e) {
      String where = System.getProperty("java.io.tmpdir");
      System.err.println("parley: cannot write to the temporary folder " + where + ": " + e);
      System.exit(CANNOT_START);
    }
  }

  private OptionalInt start(String[] args) throws Exception {
    Path war = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Not closed: the process lives on its classes. Its parent has none of them.
    URLClassLoader loader = new URLClassLoader(unpack(war), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Method main =
        loader
            .loadClass("io.parley.Main")
            .getMethod("run", Path.class, Path.class, Consumer.class, String[].class);
    Path work = Files.createDirectory(folder.resolve("work"));
    return (OptionalInt) main.invoke(null, war, work, (Consumer<AutoCloseable>) running::set, args);
  }

  private URL[] unpack(Path war) throws IOException {
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
      running.get().close();
    } catch (Exception e) {
      System.err.println("parley: " + e);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("parley: could not remove " + folder + ": " + e);
    }
  }
}
