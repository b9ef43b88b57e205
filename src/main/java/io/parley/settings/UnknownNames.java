package io.parley.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Finds names that look like options but are not. Values are never shown. */
public final class UnknownNames {
  /** The largest distance of a name that was probably meant. */
  private static final double FARTHEST = 0.5;

  private UnknownNames() {}

  /**
   * One line for each variable that begins with {@code PARLEY_} and names no option, and one for
   * all service links of Kubernetes, which are not meant for Parley.
   */
  public static List<String> inEnvironment(Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    ServiceLinks.notice(environment).ifPresent(lines::add);
    List<String> known = environmentNames();
    environment.keySet().stream()
        .filter(name -> name.startsWith(Option.ENVIRONMENT) && !known.contains(name))
        .filter(name -> !ServiceLinks.isLink(name, environment.get(name)))
        .sorted()
        .map(name -> unknown(name, "in the environment", Option.ENVIRONMENT, known))
        .forEach(lines::add);
    return lines;
  }

  /** One line for each context parameter that begins with {@code parley.} and names no option. */
  public static List<String> inContext(Collection<String> parameters) {
    List<String> known = spellings(Option::contextName).toList();
    return parameters.stream()
        .filter(name -> name.startsWith(Option.CONTEXT) && !known.contains(name))
        .sorted()
        .map(name -> unknown(name, "in the context parameters", Option.CONTEXT, known))
        .toList();
  }

  private static List<String> environmentNames() {
    return Stream.concat(spellings(Option::environmentName), Stream.of(Secret.ENVIRONMENT))
        .toList();
  }

  private static Stream<String> spellings(Function<Option, String> spelling) {
    return Arrays.stream(Option.values()).map(spelling);
  }

  private static String unknown(String name, String where, String prefix, List<String> known) {
    String line = BadSetting.shown(name) + " " + where + " names no option";
    return nearest(name, prefix, known)
        .map(nearest -> line + "; the nearest is " + nearest + ".")
        .orElse(line + ".");
  }

  private static Optional<String> nearest(String name, String prefix, List<String> known) {
    String end = name.substring(prefix.length());
    ToDoubleFunction<String> distance = other -> distance(end, other.substring(prefix.length()));
    return known.stream()
        .min(Comparator.comparingDouble(distance))
        .filter(other -> distance.applyAsDouble(other) <= FARTHEST);
  }

  /**
   * The number of letters to delete and insert, divided by all letters, so that short names are not
   * preferred.
   */
  static double distance(String one, String other) {
    int edits = one.length() + other.length() - 2 * common(one, other);
    return (double) edits / (one.length() + other.length());
  }

  /** The length of the longest common subsequence. */
  private static int common(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int i = 0; i < one.length(); i++) {
      char letter = one.charAt(i);
      int before = 0;
      for (int at = 1; at <= other.length(); at++) {
        int above = row[at];
        row[at] = letter == other.charAt(at - 1) ? before + 1 : Math.max(above, row[at - 1]);
        before = above;
      }
    }
    return row[other.length()];
  }
}
