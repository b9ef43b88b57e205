package io.parley;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One line a record: time, level, logger, message. A user who configured logging is left alone. */
final class LogFormat {
  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";
  private static final List<String> CHOICES =
      List.of("java.util.logging.config.file", "java.util.logging.config.class", FORMAT);

  /** Jetty says at INFO what it is made of. Held here, for a logger nobody holds is forgotten. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  /** Reports a failed start with a stack trace; whoever started it reports it better. */
  private static final Logger CONTEXT =
      Logger.getLogger("org.eclipse.jetty.ee10.webapp.WebAppContext");

  private LogFormat() {}

  /** Has to come before the first record. */
  static void install() {
    if (CHOICES.stream().anyMatch(name -> System.getProperty(name) != null)) {
      return;
    }
    System.setProperty(FORMAT, "%1$tF %1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
    JETTY.setLevel(Level.WARNING);
    CONTEXT.setLevel(Level.OFF);
  }
}
