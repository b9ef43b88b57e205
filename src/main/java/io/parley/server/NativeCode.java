package io.parley.server;

import java.util.Locale;

/** Selects the native libraries of this platform. */
final class NativeCode {
  /** The folder of the SQLite driver's libraries for all platforms: eleven megabytes. */
  private static final String SQLITE = "org/sqlite/native/";

  private NativeCode() {}

  /** Whether this machine may need a file of a jar. */
  static boolean mayBeNeeded(String file) {
    return mayBeNeeded(file, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static boolean mayBeNeeded(String file, String system, String processor) {
    return !file.startsWith(SQLITE)
        || (file.startsWith(SQLITE + folder(system)) && file.contains(subfolder(processor)));
  }

  /**
   * Returns the driver's name for the system; the empty string, which fits any, where it is
   * unknown.
   */
  private static String folder(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("linux")) {
      return "Linux"; // The name of the folder for musl begins with it, too.
    }
    if (name.contains("windows")) {
      return "Windows/";
    }
    return name.contains("mac") ? "Mac/" : "";
  }

  private static String subfolder(String processor) {
    return switch (processor.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "/x86_64/";
      case "aarch64", "arm64" -> "/aarch64/";
      default -> "/";
    };
  }
}
