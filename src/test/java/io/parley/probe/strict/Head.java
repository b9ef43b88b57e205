package io.parley.probe.strict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The head of a request, as a strict server sees it; parsed by other means than the prober's. */
final class Head {
  final String text;
  final String method;
  final String target;
  final String version;
  final List<String> lines;

  Head(String text) {
    this.text = text;
    List<String> all = List.of(text.split("\r\n", -1));
    String[] parts = all.get(0).split(" ", -1);
    method = parts[0];
    version = parts.length > 2 ? parts[parts.length - 1] : "";
    target =
        parts.length > 2
            ? String.join(" ", Arrays.copyOfRange(parts, 1, parts.length - 1))
            : parts.length > 1 ? parts[1] : "";
    lines = all.subList(1, all.size());
  }

  String requestLine() {
    return text.split("\r\n", 2)[0];
  }

  List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
        values.add(trim(line.substring(colon + 1)));
      }
    }
    return values;
  }

  String value(String name) {
    return String.join(", ", values(name));
  }

  boolean has(String name) {
    return !values(name).isEmpty();
  }

  List<String> elements(String name) {
    return elementsOf(value(name));
  }

  static List<String> elementsOf(String value) {
    return Arrays.stream(value.split(",", -1)).map(Head::trim).filter(e -> !e.isEmpty()).toList();
  }

  boolean lists(String name, String element) {
    return elements(name).stream().anyMatch(e -> e.toLowerCase(Locale.ROOT).equals(element));
  }

  private static String trim(String text) {
    return text.replaceAll("^[ \t]+|[ \t]+$", "");
  }
}
