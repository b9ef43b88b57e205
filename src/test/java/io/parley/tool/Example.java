package io.parley.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * JSON of a document beside JSON of a server. A list shows some of its elements, and a text that
 * ends in an ellipsis its beginning.
 */
public final class Example {
  /** Different in every run. */
  private static final Set<String> CHANGING =
      Set.of("handshake", "at", "micros", "seconds", "base64", "host", "kept", "counts");

  private final List<String> differences = new ArrayList<>();

  private Example() {}

  /** The object of an indented block of a document that begins so. */
  public static String read(Path document, String beginning) throws IOException {
    List<String> lines = Files.readAllLines(document);
    String start = "    " + beginning;
    int first = lines.indexOf(lines.stream().filter(l -> l.startsWith(start)).findFirst().get());
    return lines.subList(first, lines.size()).stream()
        .takeWhile(line -> line.startsWith("    "))
        .map(String::strip)
        .collect(Collectors.joining());
  }

  /** Where the real one is not as the example says; empty where it is. */
  public static List<String> differences(Map<String, Object> example, Map<String, Object> real) {
    Example comparison = new Example();
    comparison.compare("", example, real);
    return comparison.differences;
  }

  private void compare(String at, Object example, Object real) {
    if (example instanceof Map<?, ?> members && real instanceof Map<?, ?> others) {
      compareMembers(at, members, others);
    } else if (example instanceof List<?> elements && real instanceof List<?> others) {
      elements.forEach(element -> compareElement(at, element, others));
    } else if (!isAlike(example, real)) {
      differences.add(at + " is " + real + ", not " + example);
    }
  }

  private void compareMembers(String at, Map<?, ?> example, Map<?, ?> real) {
    if (!names(example).equals(names(real))) {
      differences.add(at + " has " + names(real) + ", not " + names(example));
      return;
    }
    example.forEach(
        (name, value) -> {
          boolean changes = CHANGING.contains(name);
          if (!changes || value.getClass() != real.get(name).getClass()) {
            compare(at + "/" + name, value, real.get(name));
          }
        });
  }

  private static Set<String> names(Map<?, ?> object) {
    return object.keySet().stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void compareElement(String at, Object example, List<?> real) {
    boolean found =
        real.stream()
            .anyMatch(
                element -> {
                  Example one = new Example();
                  one.compare(at, example, element);
                  return one.differences.isEmpty();
                });
    if (!found) {
      differences.add(at + " lacks " + example);
    }
  }

  private static boolean isAlike(Object example, Object real) {
    return (example instanceof String text && text.endsWith("…"))
        ? real instanceof String other && other.startsWith(text.substring(0, text.length() - 1))
        : example.equals(real);
  }
}
