package io.parley.broker.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Loads SQLite's native library. The driver would unpack it into {@code java.io.tmpdir}, where it
 * stays when the process is killed. So it is unpacked into the store's directory, which one process
 * has, and deleted once it is loaded. The driver gives each copy its own name, so two web
 * applications may load it.
 */
final class NativeLibrary {
  /**
   * The system property for the directory to unpack into. An operator needs it where the store's
   * file system cannot run programs.
   */
  private static final String PROPERTY = "org.sqlite.tmpdir";

  /** Bytes: more than the library has on any platform. */
  private static final int SPACE = 2 << 20;

  private NativeLibrary() {}

  /**
   * @param folder the directory to unpack into; it is created, and removed where the system allows
   *     it
   */
  static void load(Path folder) throws StoreException {
    Optional<String> wanted = Optional.ofNullable(System.getProperty(PROPERTY));
    Path place = folder;
    try {
      place = wanted.isEmpty() ? Files.createDirectories(folder) : below(wanted.get());
      // Registered before the driver's files, for deletion runs in reverse order; a start may be
      // cut short.
      place.toFile().deleteOnExit();
      loadFrom(place, wanted);
      remove(place);
    } catch (Exception | LinkageError e) {
      Optional<IOException> cause = unwritable(place);
      remove(place);
      throw failure(place, cause, e);
    }
  }

  private static Path below(String wanted) throws IOException {
    return Files.createTempDirectory(Path.of(wanted), "parley-sqlite-");
  }

  private static void loadFrom(Path place, Optional<String> wanted) throws Exception {
    System.setProperty(PROPERTY, place.toAbsolutePath().toString());
    try {
      SQLiteJDBCLoader.initialize();
    } finally {
      wanted.ifPresentOrElse(
          value -> System.setProperty(PROPERTY, value), () -> System.clearProperty(PROPERTY));
    }
  }

  /** Finds why a file of the library's size cannot be written, which the driver does not tell. */
  private static Optional<IOException> unwritable(Path place) {
    try {
      Files.write(place.resolve("space"), new byte[SPACE]);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static StoreException failure(
      Path place, Optional<IOException> unwritable, Throwable failure) {
    return unwritable
        .map(e -> new StoreException(SPACE / 1024 + " KiB that can be written in " + place, e))
        .orElseGet(
            () ->
                new StoreException(
                    "a folder from which SQLite's native library can be loaded, or -D" + PROPERTY,
                    failure));
  }

  /** Removes a directory and its files. Windows keeps a file in use until the next start. */
  private static Optional<IOException> remove(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }
}
