package io.parley;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Formats a record as time, level, logger, message; the same in every locale, so that what reads
 * the log finds what it looks for. Levels have the names of {@link System.Logger.Level}.
 */
final class LogLine extends Formatter {
  private static final String FORMAT = "%1$tF %1$tT.%1$tL %2$s %3$s %4$s%5$s%n";

  @Override
  public String format(LogRecord entry) {
    ZonedDateTime at = ZonedDateTime.ofInstant(entry.getInstant(), ZoneId.systemDefault());
    String thrown = Optional.ofNullable(entry.getThrown()).map(LogLine::trace).orElse("");
    return String.format(
        Locale.ROOT,
        FORMAT,
        at,
        name(entry.getLevel()),
        entry.getLoggerName(),
        formatMessage(entry),
        thrown);
  }

  private static String name(Level level) {
    if (level.equals(Level.SEVERE)) {
      return "ERROR";
    }
    if (level.equals(Level.FINE)) {
      return "DEBUG";
    }
    return level.equals(Level.FINER) ? "TRACE" : level.getName();
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    PrintWriter lines = new PrintWriter(text);
    lines.println();
    thrown.printStackTrace(lines);
    return text.toString().stripTrailing();
  }
}
