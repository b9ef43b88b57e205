package io.parley;

import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Configures one log line per record: time, level, logger, message. A user's own logging
 * configuration is not changed.
 */
final class LogFormat {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final List<String> CHOICES =
      List.of("java.util.logging.config.file", "java.util.logging.config.class", FORMAT);

  /** Strong references: a logger without one is garbage-collected together with its level. */
  private static final Map<Logger, Level> LEVELS =
      Map.of(
          // Logs its own components at INFO.
          Logger.getLogger("org.eclipse.jetty"), Level.WARNING,
          // Logs a failed start with a stack trace; the caller reports it more clearly.
          Logger.getLogger("org.eclipse.jetty.ee10.webapp.WebAppContext"), Level.OFF,
          // The same, where SQLite's native library cannot be unpacked.
          Logger.getLogger("org.sqlite.SQLiteJDBCLoader"), Level.OFF,
          // These two quote what a peer sent, unescaped and unbounded.
          Logger.getLogger("org.eclipse.jetty.http.HttpParser"), Level.OFF,
          Logger.getLogger("org.eclipse.jetty.util.HostPort"), Level.OFF);

  private LogFormat() {}

  /** Has to be called before the first record is logged. */
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
