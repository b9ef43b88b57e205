package io.parley.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Finds the name that a misspelled one probably stands for. Ignores case. */
public final class NearestName {
  /** The largest distance of a name that was probably meant. */
  private static final double FARTHEST = 0.5;

  /** Characters; a longer name is not compared, since the time grows with its length. */
  private static final int LONGEST = 64;

  private NearestName() {}

  /** Returns the nearest of the known names; empty where none is near. */
  public static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    ToDoubleFunction<String> distance = other -> distance(name, other);
    return known.stream()
        .min(Comparator.comparingDouble(distance))
        .filter(other -> distance.applyAsDouble(other) <= FARTHEST);
  }

  /** Ends a message: {@code "; did you mean true?"}; an empty string where no name is near. */
  public static String suggestion(String name, Collection<String> known) {
    return of(name, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /**
   * The number of letters to delete and insert, divided by all letters, so that short names are not
   * preferred.
   */
  private static double distance(String one, String other) {
    int common = common(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    int all = Math.max(1, one.length() + other.length());
    return (double) (all - 2 * common) / all;
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
