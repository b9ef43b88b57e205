package io.parley.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code differences.txt}, whose head says how it is written. */
record Differences(List<Reason> reasons) {

  /**
   * What containers do otherwise, all for the same reason.
   *
   * @param text why, and that nothing inside a WAR can change it
   */
  record Reason(String title, String text, List<Known> known) {}

  /**
   * @param containers each one's name, with a context path behind it where it is so only there
   */
  record Known(List<String> containers, String name, String what) {}

  /** A race: it may happen or not. */
  private static final String CHANCE = "sometimes ";

  /** In place of a case: several have it, which ones is not told. */
  private static final String ANY = "any";

  static Differences read() {
    try (InputStream file = Differences.class.getResourceAsStream("/differences.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return new Differences(
          Arrays.stream(text.split("\n## ", -1)).skip(1).map(Differences::reason).toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Reason reason(String section) {
    List<String> lines = section.lines().filter(line -> !line.isBlank()).toList();
    List<Known> known = new ArrayList<>();
    List<String> text = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("> ")) {
        known.add(known(line.substring(2)));
      } else {
        text.add(line);
      }
    }
    return new Reason(lines.get(0), String.join(" ", text), known);
  }

  private static Known known(String line) {
    String[] parts = line.split(" \\| ", 3);
    return new Known(List.of(parts[0].split(", ", -1)), parts[1], parts[2]);
  }

  /** What is known of a case, and happens each time. */
  List<String> of(String container, String context, String name) {
    return all(container, context, name).filter(what -> !what.startsWith(CHANCE)).toList();
  }

  /** What a case may have besides. */
  List<String> ofChance(String container, String context, String name) {
    return Stream.concat(
            all(container, context, name).filter(what -> what.startsWith(CHANCE)),
            all(container, context, ANY))
        .map(what -> what.startsWith(CHANCE) ? what.substring(CHANCE.length()) : what)
        .toList();
  }

  /** What at least one case has each time. */
  List<String> ofAny(String container, String context) {
    return of(container, context, ANY);
  }

  private Stream<String> all(String container, String context, String name) {
    String there = container + " at " + (context.isEmpty() ? "/" : context);
    return reasons.stream()
        .flatMap(reason -> reason.known().stream())
        .filter(known -> known.name().equals(name))
        .filter(k -> k.containers().contains(container) || k.containers().contains(there))
        .map(Known::what);
  }
}
