package io.parley.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds values at their sources and turns them into what they mean. */
final class Values {
  private static final int LAST_PORT = 65535;

  /** What nine digits can write. */
  static final int MOST = 999_999_999;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})(KiB|MiB|GiB)?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");

  /** Shorter than the shortest. */
  private static final Duration NO_TIME = Duration.ofMillis(-1);

  private final Map<Option, Source> sources = new EnumMap<>(Option.class);
  private final Map<Option, List<String>> found = new EnumMap<>(Option.class);

  Values(
      Map<String, List<String>> commandLine,
      Function<String, Optional<String>> environment,
      Function<String, Optional<String>> context) {
    for (Option option : Option.values()) {
      keep(option, Source.DEFAULT, Optional.of(elements(option.fallback())));
      keep(option, Source.CONTEXT, split(option, context.apply(option.contextName())));
      keep(option, Source.ENVIRONMENT, split(option, environment.apply(option.environmentName())));
      keep(option, Source.COMMAND_LINE, Optional.ofNullable(commandLine.get(option.spelling())));
    }
  }

  private void keep(Option option, Source source, Optional<List<String>> values) {
    values.ifPresent(
        list -> {
          found.put(option, list);
          sources.put(option, source);
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

  Map<Option, Source> sources() {
    return sources;
  }

  List<String> list(Option option) {
    return found.get(option);
  }

  /** The last one given, and never blank. */
  String text(Option option) {
    List<String> values = found.get(option);
    String value = values.isEmpty() ? "" : values.get(values.size() - 1);
    if (value.isBlank()) {
      throw bad(option, value, "a value");
    }
    return value;
  }

  boolean flag(Option option) {
    return switch (text(option)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(option, text(option), "true or false");
    };
  }

  int number(Option option, int least, int most) {
    return number(option, text(option), least, most);
  }

  private int number(Option option, String value, int least, int most) {
    int number = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : -1;
    if (number < least || number > most) {
      throw bad(option, value, "a number from " + least + " to " + most);
    }
    return number;
  }

  List<Integer> ports(Option option) {
    List<String> values = list(option);
    if (values.isEmpty()) {
      throw bad(option, "", "a port");
    }
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).equals("0") && values.indexOf(values.get(i)) < i) {
        throw bad(option, values.get(i), "each port once");
      }
    }
    return values.stream().map(value -> number(option, value, 0, LAST_PORT)).toList();
  }

  Duration time(Option option, Duration shortest, Duration longest) {
    String value = text(option);
    Matcher matcher = TIME.matcher(value);
    Duration time = matcher.matches() ? time(matcher) : NO_TIME;
    if (time.compareTo(shortest) < 0 || time.compareTo(longest) > 0) {
      throw bad(option, value, "a time from " + shown(shortest) + " to " + shown(longest));
    }
    return time;
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

  private static String shown(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + "d";
    }
    return time.toMinutes() > 0 ? time.toMinutes() + "m" : time.toMillis() + "ms";
  }

  /** In bytes. */
  long size(Option option, long least, long most) {
    String value = text(option);
    Matcher matcher = SIZE.matcher(value);
    long size = matcher.matches() ? size(matcher) : -1;
    if (size < least || size > most) {
      throw bad(option, value, "a number of bytes from " + least + " to " + most);
    }
    return size;
  }

  /** Beyond what fits, it is beyond every limit. */
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

  BadSettingException bad(Option option, String value, String expected) {
    return new BadSettingException(option, sources.get(option), value, expected);
  }
}
