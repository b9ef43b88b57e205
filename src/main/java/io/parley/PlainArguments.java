package io.parley;

import io.parley.settings.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a server where they are plain: options and their values, without an error. All
 * else is for {@link Arguments}, whose library takes a tenth of a start.
 */
final class PlainArguments {
  private final Map<String, Option> options = new HashMap<>();
  private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
  private final Deque<String> left;

  private PlainArguments(String[] args) {
    left = new ArrayDeque<>(List.of(args));
    for (Option option : Option.values()) {
      options.put("--" + option.spelling(), option);
    }
  }

  /** Returns what {@link Arguments#values} has for them; empty where they are not plain. */
  static Optional<Map<String, List<String>>> read(String[] args) {
    PlainArguments arguments = new PlainArguments(args);
    while (!arguments.left.isEmpty()) {
      if (!arguments.takeOption()) {
        return Optional.empty();
      }
    }
    return Optional.of(arguments.byName());
  }

  /** Takes an option and its value; false where they are not plain. */
  private boolean takeOption() {
    String word = left.remove();
    int equals = word.indexOf('=');
    Option option = options.get(equals < 0 ? word : word.substring(0, equals));
    if (option == null) {
      return false;
    } else if (equals >= 0) {
      return add(option, word.substring(equals + 1));
    }
    if (option.label().isEmpty()) {
      // What follows may be its value.
      return (left.isEmpty() || left.peek().startsWith("-")) && add(option, "true");
    }
    return !left.isEmpty() && add(option, left.remove());
  }

  private boolean add(Option option, String value) {
    List<String> given = values.computeIfAbsent(option, any -> new ArrayList<>());
    given.add(value);
    boolean plain = !value.isEmpty() && value.charAt(0) != '-' && value.charAt(0) != '@';
    return plain && (given.size() == 1 || option.repeatable());
  }

  private Map<String, List<String>> byName() {
    Map<String, List<String>> named = new LinkedHashMap<>();
    values.forEach((option, given) -> named.put(option.spelling(), List.copyOf(given)));
    return named;
  }
}
