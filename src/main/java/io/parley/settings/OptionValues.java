package io.parley.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Finds values in their sources and converts them. An invalid value is reported and replaced by the
 * default, so that all others are checked too.
 */
final class OptionValues {
  private static final int LAST_PORT = 65535;

  /** The largest number of nine digits. */
  static final int MOST = 999_999_999;

  private static final List<String> FLAGS = List.of("true", "false");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final Map<Option, SettingSource> sources = new EnumMap<>(Option.class);
  private final Map<Option, List<String>> found = new EnumMap<>(Option.class);
  private final BadSettings bad;

  OptionValues(
      Map<String, List<String>> commandLine,
      Function<String, Optional<String>> environment,
      Function<String, Optional<String>> context,
      BadSettings bad) {
    this.bad = bad;
    for (Option option : Option.values()) {
      keep(option, SettingSource.DEFAULT, Optional.of(elements(option.fallback())));
      keep(option, SettingSource.CONTEXT, split(option, context.apply(option.contextName())));
      keep(option, SettingSource.ENVIRONMENT, split(option, ofEnvironment(option, environment)));
      keep(
          option,
          SettingSource.COMMAND_LINE,
          Optional.ofNullable(commandLine.get(option.spelling())));
    }
  }

  private static Optional<String> ofEnvironment(
      Option option, Function<String, Optional<String>> environment) {
    String name = option.environmentName();
    return environment.apply(name).filter(value -> !ServiceLinks.isLink(name, value));
  }

  private void keep(Option option, SettingSource settingSource, Optional<List<String>> values) {
    values.ifPresent(
        list -> {
          found.put(option, list);
          sources.put(option, settingSource);
        });
  }

  private static Optional<List<String>> split(Option option, Optional<String> value) {
    return value
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(text -> option.repeatable() ? elements(text) : List.of(text));
  }

  private static List<String> elements(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList();
  }

  Map<Option, SettingSource> sources() {
    return sources;
  }

  /** Whether the value is not the default. */
  boolean isGiven(Option option) {
    return sources.get(option) != SettingSource.DEFAULT;
  }

  /**
   * All values of a list. A value of commas alone is reported: it was meant to be a value, and an
   * empty list may allow more.
   */
  List<String> list(Option option) {
    List<String> values = found.get(option);
    if (!option.repeatable() || sources.get(option) == SettingSource.DEFAULT) {
      return values;
    }
    List<String> filled = values.stream().filter(value -> !elements(value).isEmpty()).toList();
    if (filled.isEmpty() || filled.size() < values.size()) {
      reject(option, String.join(" ", values), "at least one value, not commas alone");
    }
    return filled;
  }

  /** The last given value; an empty string for none. */
  private String last(Option option) {
    List<String> values = found.get(option);
    return values.isEmpty() ? "" : values.get(values.size() - 1);
  }

  /** The text of an option, which is blank only where the default is. */
  String text(Option option) {
    return read(option, value -> Optional.of(value).filter(v -> !v.isBlank()), "a value")
        .orElse("");
  }

  /**
   * Converts a value, or the default in place of an invalid one; empty where that is invalid too.
   */
  private <T> Optional<T> read(
      Option option, Function<String, Optional<T>> meaning, String expected) {
    Optional<T> read = meaning.apply(last(option));
    if (read.isPresent()) {
      return read;
    }
    reject(option, last(option), expected);
    return meaning.apply(option.fallback());
  }

  boolean flag(Option option) {
    String expected = "true or false" + NearestName.suggestion(last(option), FLAGS);
    return read(option, value -> Optional.of(value).filter(FLAGS::contains), expected)
        .filter("true"::equals)
        .isPresent();
  }

  int number(Option option, int least, int most) {
    return read(option, value -> number(value, least, most), numbers(least, most)).orElseThrow();
  }

  private static String numbers(int least, int most) {
    return "a number from " + least + " to " + most;
  }

  private static Optional<Integer> number(String value, int least, int most) {
    return Optional.of(value)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Integer::valueOf)
        .filter(number -> number >= least && number <= most);
  }

  List<Integer> ports(Option option) {
    List<String> values = found.get(option);
    if (values.isEmpty() && !option.fallback().isEmpty()) {
      reject(option, "", "a port");
    }
    Set<String> seen = new HashSet<>(Set.of("0"));
    for (String value : values) {
      if (!seen.add(value) && !value.equals("0")) {
        reject(option, value, "each port once");
      }
      if (number(value, 0, LAST_PORT).isEmpty()) {
        reject(option, value, numbers(0, LAST_PORT));
      }
    }
    return values.stream().flatMap(value -> number(value, 0, LAST_PORT).stream()).toList();
  }

  Duration time(Option option, Duration shortest, Duration longest) {
    String expected = "a time from " + shown(shortest) + " to " + shown(longest);
    return read(
            option,
            value ->
                Quantities.time(value)
                    .filter(t -> t.compareTo(shortest) >= 0 && t.compareTo(longest) <= 0),
            expected)
        .orElseThrow();
  }

  private static String shown(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + "d";
    }
    return time.toMinutes() > 0 ? time.toMinutes() + "m" : time.toMillis() + "ms";
  }

  /** The value in bytes. */
  long size(Option option, long least, long most) {
    return read(option, value -> size(value, least, most), sizes(least, most)).orElseThrow();
  }

  /**
   * The value in bytes, with a computed default.
   *
   * @param fallback the default where nothing is set
   */
  long size(Option option, long least, long most, LongSupplier fallback) {
    return last(option).isEmpty() && sources.get(option) == SettingSource.DEFAULT
        ? fallback.getAsLong()
        : read(option, value -> size(value, least, most), sizes(least, most))
            .orElseGet(fallback::getAsLong);
  }

  private static Optional<Long> size(String value, long least, long most) {
    return Quantities.size(value).filter(size -> size >= least && size <= most);
  }

  private static String sizes(long least, long most) {
    return most == Long.MAX_VALUE
        ? "a number of bytes from " + least
        : "a number of bytes from " + least + " to " + most;
  }

  private void reject(Option option, String value, String expected) {
    reject(BadSetting.of(option, sources.get(option), value, expected));
  }

  /** Reports the last given value of an option. */
  void reject(Option option, String expected) {
    reject(option, last(option), expected);
  }

  void reject(BadSetting wrong) {
    bad.add(wrong);
  }
}
