package io.parley.broker.redis;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The epoch of a position: which log, and which of its generations. A generation is told by the
 * first characters of its primary's replication id and by its number: after two fail-overs, two
 * generations may have the same number.
 *
 * @param name of the log, random
 * @param tag of the generation
 */
record LogEpoch(String name, String tag, long generation) {
  private static final Pattern WRITTEN =
      Pattern.compile("([0-9a-z]{13})([0-9a-f]{8})([1-9][0-9]{0,9})");

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Parses the form of {@link #toString}; empty where {@code text} has another form. */
  static Optional<LogEpoch> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new LogEpoch(matcher.group(1), matcher.group(2), Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /**
   * Returns the name of the log that an epoch is of; the epoch itself where it has no such form.
   */
  static String nameOf(String epoch) {
    return parse(epoch).map(LogEpoch::name).orElse(epoch);
  }

  /** Returns a name for a new log: 64 random bits. */
  static String newName() {
    String digits = Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
    return "0".repeat(13 - digits.length()) + digits;
  }

  @Override
  public String toString() {
    return name + tag + generation;
  }
}
