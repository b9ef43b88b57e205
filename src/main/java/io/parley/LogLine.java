package io.parley;

import io.parley.server.FailureText;
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
 * Formats a record as time, level, logger, message. The format is the same in every locale, so that
 * programs can parse the log. Levels have the names of {@link System.Logger.Level}.
 *
 * <p>A record is one line of bounded length, even where a peer influenced it. Of a failure it shows
 * the classes and the code locations. Jetty's message about a failure is left out, because it
 * quotes the request. Only a failed start is logged in full, because no peer was connected yet.
 */
final class LogLine extends Formatter {
  /** Characters of a message. */
  private static final int LONGEST = 1_000;

  private static final String STARTS = Main.class.getName();
  private static final String JETTY = "org.eclipse.jetty.";

  @Override
  public String format(LogRecord entry) {
    ZonedDateTime at = ZonedDateTime.ofInstant(entry.getInstant(), ZoneId.systemDefault());
    Optional<Throwable> thrown = Optional.ofNullable(entry.getThrown());
    boolean start = STARTS.equals(entry.getLoggerName());
    return String.format(
        Locale.ROOT,
        "%1$tF %1$tT.%1$tL %2$s %3$s %4$s%5$s%n",
        at,
        name(entry.getLevel()),
        entry.getLoggerName(),
        start ? formatMessage(entry) : bounded(message(entry)),
        thrown.map(start ? LogLine::trace : failure -> " " + FailureText.of(failure)).orElse(""));
  }

  private String message(LogRecord entry) {
    boolean jetty = String.valueOf(entry.getLoggerName()).startsWith(JETTY);
    return jetty && entry.getThrown() != null ? "failed:" : formatMessage(entry);
  }

  /**
   * Escapes every character that could end the line, control a terminal or change the text
   * direction.
   */
  private static String bounded(String message) {
    StringBuilder line = new StringBuilder();
    message.codePoints().limit(LONGEST).forEach(c -> append(line, c));
    return message.length() <= LONGEST ? line.toString() : line.append('…').toString();
  }

  private static void append(StringBuilder line, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          line.append(String.format(Locale.ROOT, "\\u%04x", character));
      default -> line.appendCodePoint(character);
    }
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
