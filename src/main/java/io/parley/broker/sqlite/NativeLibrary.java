package io.parley.broker.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite itself. Its driver unpacks it into {@code java.io.tmpdir}, where it stays for good when
 * the process is killed, so it is unpacked into the store's folder, which one process has, and
 * deleted once it is loaded. The driver gives each copy a name of its own: two web applications may
 * load it.
 */
final class NativeLibrary {
  /** The operator's word on where to unpack, for a store on a file system without programs. */
  private static final String PROPERTY = "org.sqlite.tmpdir";

  /** Bytes: more than the library has on any platform. */
  private static final int SPACE = 2 << 20;

  private NativeLibrary() {}

  /**
   * @param folder is made, and removed where the system allows it
   */
  static void load(Path folder) throws StoreException {
    Optional<String> wanted = Optional.ofNullable(System.getProperty(PROPERTY));
    Path place = folder;
    try {
      place = wanted.isEmpty() ? Files.createDirectories(folder) : below(wanted.get());
      // Before those of the driver's files, for the last comes first; a start may be cut short.
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

  /** What keeps a file of the library's size from being written: the driver does not tell. */
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

  /** Windows keeps a file that is in use; the next start removes it. */
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
