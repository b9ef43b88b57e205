package io.parley.container;

import io.parley.tool.HandshakeCase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
  record Known(List<String> containers, String name, String what) {
    boolean isMeant(String container, String context) {
      String there = container + " at " + (context.isEmpty() ? "/" : context);
      return containers.contains(container) || containers.contains(there);
    }

    boolean isChance() {
      return what.startsWith(CHANCE);
    }
  }

  /** A race: it may happen or not. */
  private static final String CHANCE = "sometimes ";

  /** In place of a case: each of a kind, except those that have a line of their own. */
  private static final Map<String, Predicate<HandshakeCase>> KINDS =
      Map.of(
          "compression accepted", c -> c.fields().stream().anyMatch(Differences::isExtensions),
          "a refusal of an Upgrade", c -> c.status() != 101 && hasUpgrade(c));

  private static final Map<String, HandshakeCase> CASES =
      HandshakeCase.all().stream().collect(Collectors.toMap(HandshakeCase::name, c -> c));

  private static boolean isExtensions(String field) {
    return field.startsWith("Sec-WebSocket-Extensions:");
  }

  private static boolean hasUpgrade(HandshakeCase handshake) {
    return handshake.lines().stream().anyMatch(line -> line.startsWith("Upgrade:"));
  }

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
    return whats(container, context, name).filter(what -> !what.startsWith(CHANCE)).toList();
  }

  /** How what happens sometimes begins. */
  List<String> ofChance(String container, String context, String name) {
    return whats(container, context, name)
        .filter(what -> what.startsWith(CHANCE))
        .map(what -> what.substring(CHANCE.length()))
        .toList();
  }

  private Stream<String> whats(String container, String context, String name) {
    return known(container, context, name).stream().map(Known::what);
  }

  /** The lines that are meant by a case. */
  List<Known> known(String container, String context, String name) {
    List<Known> there =
        reasons.stream()
            .flatMap(reason -> reason.known().stream())
            .filter(known -> known.isMeant(container, context))
            .toList();
    List<Known> own = there.stream().filter(known -> known.name().equals(name)).toList();
    return own.isEmpty() ? there.stream().filter(known -> isKind(known, name)).toList() : own;
  }

  private static boolean isKind(Known known, String name) {
    Predicate<HandshakeCase> kind = KINDS.get(known.name());
    return kind != null && CASES.containsKey(name) && kind.test(CASES.get(name));
  }

  static boolean isKind(String name) {
    return KINDS.containsKey(name);
  }
}
