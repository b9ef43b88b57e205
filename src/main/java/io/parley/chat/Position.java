package io.parley.chat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of a message in its room's log.
 *
 * @param epoch identifies the log; it is random, so that a position in a lost log is never mistaken
 *     for one in its replacement
 * @param offset counts from 1, without holes; 0 is before the first message
 */
public record Position(String epoch, long offset) {
  /**
   * An epoch has 1 to 32 letters and digits; an offset has up to 18 digits, which never overflow.
   */
  private static final Pattern WRITTEN = Pattern.compile("([0-9a-z]{1,32}):(0|[1-9][0-9]{0,17})");

  /**
   * Requires an offset of 0 or more.
   *
   * @throws IllegalArgumentException where {@code offset} is negative
   */
  public Position {
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset);
    }
  }

  /** Parses the form of {@link #toString}; empty where {@code text} has another form. */
  public static Optional<Position> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(new Position(matcher.group(1), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Whether both are of one epoch and this one is not beyond the other. */
  public boolean isUpTo(Position other) {
    return epoch.equals(other.epoch) && offset <= other.offset;
  }

  @Override
  public String toString() {
    return epoch + ":" + offset;
  }
}
