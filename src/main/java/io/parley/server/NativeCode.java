package io.parley.server;

import java.util.Locale;

/** Which files of a library of many platforms are of this one. */
final class NativeCode {
  /** Where SQLite's driver keeps its code for each system and processor: eleven megabytes. */
  private static final String SQLITE = "org/sqlite/native/";

  private NativeCode() {}

  /** Whether a file of a jar may be asked for on this machine. */
  static boolean mayBeNeeded(String file) {
    return mayBeNeeded(file, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static boolean mayBeNeeded(String file, String system, String processor) {
    return !file.startsWith(SQLITE)
        || (file.startsWith(SQLITE + folder(system)) && file.contains(subfolder(processor)));
  }

  /** As the driver names it; where that is not known, any. */
  private static String folder(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("linux")) {
      return "Linux"; // Musl's begins likewise.
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
