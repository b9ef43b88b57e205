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

  private NativeLibrary() {}

  /**
   * @param folder is made, and removed where the system allows it
   */
  static void load(Path folder) throws StoreException {
    try {
      if (System.getProperty(PROPERTY) == null) {
        Files.createDirectories(folder);
        loadFrom(folder);
        remove(folder);
      } else {
        SQLiteJDBCLoader.initialize();
      }
    } catch (Exception | LinkageError e) {
      throw new StoreException(
          "a folder from which SQLite's native library can be loaded, or -D" + PROPERTY, e);
    }
  }

  private static void loadFrom(Path folder) throws Exception {
    System.setProperty(PROPERTY, folder.toAbsolutePath().toString());
    try {
      SQLiteJDBCLoader.initialize();
    } finally {
      System.clearProperty(PROPERTY);
    }
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
