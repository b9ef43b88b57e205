package io.parley.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times and sizes with their units. The result is empty where the syntax is wrong. */
final class Quantities {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(KiB|MiB|GiB)?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");

  private Quantities() {}

  /** Without a unit it is in seconds. */
  static Optional<Duration> time(String value) {
    Matcher matcher = TIME.matcher(value);
    return matcher.matches() ? Optional.of(time(matcher)) : Optional.empty();
  }

  private static Duration time(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    String unit = Optional.ofNullable(matcher.group(2)).orElse("s");
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** The number of bytes. */
  static Optional<Long> size(String value) {
    Matcher matcher = SIZE.matcher(value);
    return matcher.matches() ? Optional.of(size(matcher)) : Optional.empty();
  }

  /** A size that overflows exceeds every limit. */
  private static long size(Matcher matcher) {
    long amount = Long.parseLong(matcher.group(1));
    String unit = Optional.ofNullable(matcher.group(2)).orElse("");
    int shift =
        switch (unit) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    return amount > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : amount << shift;
  }
}
