package io.parley;

import io.parley.probe.LastRun;
import io.parley.probe.Report;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The file of the last run, where the system keeps the state of a user's programs. */
final class LastRunFile {
  private LastRunFile() {}

  static Optional<LastRun> read() {
    return LastRun.read(file());
  }

  /** Keeps the run; one that cannot be kept is only not explained later. */
  static void keep(Report report) {
    try {
      LastRun.of(report).write(file());
    } catch (IOException e) {
      System.getLogger(LastRunFile.class.getName())
          .log(Level.DEBUG, "The run is not kept for --explain: {0}", e.getMessage());
    }
  }

  /** By the XDG base directory specification; on Windows by its own rule. */
  private static Path file() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    String variable = windows ? "LOCALAPPDATA" : "XDG_STATE_HOME";
    String given = System.getenv().getOrDefault(variable, "");
    Path folder =
        Path.of(given).isAbsolute()
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return folder.resolve("parley").resolve("last-probe");
  }
}
