package io.parley.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks the part of a WAR that is the web application. Jetty would do it too, but with the
 * launcher and its jars, and into any folder beside the WAR that has its name.
 */
final class WarFolder {
  private static final String LAUNCHER = "io/";
  private static final String LAUNCH_JARS = "WEB-INF/launch/";

  private WarFolder() {}

  static void unpack(Path war, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(war.toFile())) {
      for (ZipEntry entry :
          (Iterable<ZipEntry>) () -> zip.stream().map(ZipEntry.class::cast).iterator()) {
        if (!entry.isDirectory() && served(entry.getName())) {
          write(zip, entry, folder);
        }
      }
    }
  }

  private static boolean served(String name) {
    return !name.startsWith(LAUNCHER) && !name.startsWith(LAUNCH_JARS);
  }

  private static void write(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
    Path file = folder.resolve(entry.getName()).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("A name in the WAR leads out of its folder: " + entry.getName());
    }
    Files.createDirectories(file.getParent());
    try (InputStream content = zip.getInputStream(entry)) {
      Files.copy(content, file);
    }
  }
}
