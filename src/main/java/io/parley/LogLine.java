package io.parley;

import io.parley.server.FailureText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private static final int MILLIS_DIGITS = 3;

  private volatile Second current = new Second(Long.MIN_VALUE, "");

  /** A second of the clock, and how lines show it. */
  private record Second(long epoch, String shown) {
    static Second of(Instant at) {
      ZonedDateTime local = ZonedDateTime.ofInstant(at, ZoneId.systemDefault());
      return new Second(at.getEpochSecond(), SECONDS.format(local));
    }
  }

  /** Without {@link String#format}, which costs several times what the write of the line does. */
  @Override
  public String format(LogRecord entry) {
    boolean start = STARTS.equals(entry.getLoggerName());
    StringBuilder line = new StringBuilder(256);
    appendTime(line, entry.getInstant());
    line.append(' ').append(name(entry.getLevel())).append(' ');
    line.append(entry.getLoggerName()).append(' ');
    if (start) {
      line.append(formatMessage(entry));
    } else {
      appendBounded(line, message(entry));
    }
    if (entry.getThrown() != null) {
      line.append(start ? trace(entry.getThrown()) : " " + FailureText.of(entry.getThrown()));
    }
    return line.append(System.lineSeparator()).toString();
  }

  private void appendTime(StringBuilder line, Instant at) {
    Second second = current;
    if (second.epoch != at.getEpochSecond()) {
      second = Second.of(at);
      current = second;
    }
    String millis = Integer.toString(at.getNano() / 1_000_000);
    line.append(second.shown).append('.');
    line.append("0".repeat(MILLIS_DIGITS - millis.length())).append(millis);
  }

  private String message(LogRecord entry) {
    boolean jetty = String.valueOf(entry.getLoggerName()).startsWith(JETTY);
    return jetty && entry.getThrown() != null ? "failed:" : formatMessage(entry);
  }

  /**
   * Escapes every character that could end the line, control a terminal or change the text
   * direction.
   */
  private static void appendBounded(StringBuilder line, String message) {
    if (message.length() <= LONGEST && isPrintableAscii(message)) {
      line.append(message);
      return;
    }
    message.codePoints().limit(LONGEST).forEach(c -> append(line, c));
    if (message.length() > LONGEST) {
      line.append('…');
    }
  }

  private static boolean isPrintableAscii(String message) {
    for (int i = 0; i < message.length(); i++) {
      if (message.charAt(i) < ' ' || message.charAt(i) > '~') {
        return false;
      }
    }
    return true;
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
