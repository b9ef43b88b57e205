package io.parley;

import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One line a record: time, level, logger, message. A user who configured logging is left alone. */
final class LogFormat {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final List<String> CHOICES =
      List.of("java.util.logging.config.file", "java.util.logging.config.class", FORMAT);

  /** Kept, for a logger that nobody holds is forgotten with its level. */
  private static final Map<Logger, Level> LEVELS =
      Map.of(
          // Says at INFO what it is made of.
          Logger.getLogger("org.eclipse.jetty"), Level.WARNING,
          // Shows a failed start with a stack trace; whoever started it says it better.
          Logger.getLogger("org.eclipse.jetty.ee10.webapp.WebAppContext"), Level.OFF,
          // Likewise, where SQLite's library cannot be unpacked.
          Logger.getLogger("org.sqlite.SQLiteJDBCLoader"), Level.OFF,
          // Two that quote what a peer sent, whole and as it is.
          Logger.getLogger("org.eclipse.jetty.http.HttpParser"), Level.OFF,
          Logger.getLogger("org.eclipse.jetty.util.HostPort"), Level.OFF);

  private LogFormat() {}

  /** Has to come before the first record. */
  static void install() {
    if (CHOICES.stream().anyMatch(name -> System.getProperty(name) != null)) {
      return;
    }
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(new LogLine());
    }
    LEVELS.forEach(Logger::setLevel);
  }
}
