package io.parley.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the build unpacked a server.
 *
 * @param home of which nothing is changed
 */
record Installation(Path home) {

  /**
   * The one below the folder of all.
   *
   * @param name with which its own begins; a version may follow
   */
  static Installation of(String name) throws IOException {
    return of(Deployment.folder(), name);
  }

  /** The same of a server of Jakarta EE 11: some have the names of older ones. */
  static Installation ofEe11(String name) throws IOException {
    return of(Deployment.folder().resolve("ee11"), name);
  }

  private static Installation of(Path all, String name) throws IOException {
    try (Stream<Path> folders = Files.list(all)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(name))
          .findFirst()
          .map(Installation::new)
          .orElseThrow(() -> new IOException("no " + name + " is unpacked in " + all));
    }
  }

  String path(String below) {
    return home.resolve(below).toString();
  }

  /** Copies a folder of it, for a run to write into. */
  Path copy(String below, Path target) throws IOException {
    Path source = home.resolve(below);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copied = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else {
          Files.copy(file, copied);
        }
      }
    }
    return target;
  }
}
