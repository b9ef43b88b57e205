package io.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A security advisory of a library.
 *
 * @param artifact its name without group and version; may end in {@code *}
 * @param from the first version affected
 * @param fixed the first version mended; empty while there is none
 * @param id empty in a row that says that no advisory is known
 * @param accepted why the library is used all the same; empty where it is not
 */
record Advisory(
    String artifact, String from, String fixed, String id, String what, String accepted) {
  private static final Pattern JAR = Pattern.compile("(.+?)-([0-9][^/]*)\\.jar");

  /**
   * Reads a row of the list.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Advisory parse(String row) {
    String[] cells = row.strip().split("\\s*\\|\\s*", -1);
    if (cells.length == 2 && cells[1].equals("none")) {
      return new Advisory(cells[0], "", "", "", "", "");
    }
    if (cells.length < 5 || cells.length > 6 || cells[3].isEmpty()) {
      throw new IllegalArgumentException("Not a row: " + row);
    }
    String fixed = cells[2].equals("-") ? "" : cells[2];
    return new Advisory(
        cells[0], cells[1], fixed, cells[3], cells[4], cells.length == 6 ? cells[5] : "");
  }

  /** Whether the row is of the library in a jar of that name. */
  boolean isOf(String jar) {
    Matcher name = JAR.matcher(jar);
    return name.matches()
        && (artifact.endsWith("*")
            ? name.group(1).startsWith(artifact.substring(0, artifact.length() - 1))
            : name.group(1).equals(artifact));
  }

  /** Whether the library in a jar of that name is affected. */
  boolean affects(String jar) {
    Matcher name = JAR.matcher(jar);
    return !id.isEmpty()
        && isOf(jar)
        && name.matches()
        && compare(name.group(2), from) >= 0
        && (fixed.isEmpty() || compare(name.group(2), fixed) < 0);
  }

  /** By their numbers; words such as {@code Final} count for nothing. */
  private static int compare(String left, String right) {
    List<Long> a = numbers(left);
    List<Long> b = numbers(right);
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      int order = Long.compare(i < a.size() ? a.get(i) : 0, i < b.size() ? b.get(i) : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<Long> numbers(String version) {
    List<Long> numbers = new ArrayList<>();
    for (String part : version.split("[.-]", -1)) {
      if (part.matches("[0-9]{1,18}")) {
        numbers.add(Long.valueOf(part));
      }
    }
    return numbers;
  }
}
