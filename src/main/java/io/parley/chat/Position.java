package io.parley.chat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a message stands in its room's log.
 *
 * @param epoch names the log; it is random, so that a position in a log that was lost is never
 *     taken for one in the log that replaced it
 * @param offset counts from 1, without holes; 0 stands before the first message
 */
public record Position(String epoch, long offset) {
  /** An epoch is up to 32 letters and digits; 18 digits of an offset never overflow. */
  private static final Pattern WRITTEN = Pattern.compile("([0-9a-z]{1,32}):(0|[1-9][0-9]{0,17})");

  /**
   * Requires an offset.
   *
   * @throws IllegalArgumentException where {@code offset} is negative
   */
  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
  }

  /** What {@link #toString} wrote; empty where it did not write {@code text}. */
  public static Optional<Position> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(new Position(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return epoch + ":" + offset;
  }
}
