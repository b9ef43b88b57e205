package io.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a user reads once the server runs. Its first lines are the URLs, one for each port, so that
 * programs can read them.
 */
final class Banner {
  private Banner() {}

  /**
   * @param urls at least one, each ending with a slash
   * @param pages names and paths
   * @param durability names and texts
   * @param coloured whether to emphasize
   */
  static List<String> lines(
      List<String> urls,
      List<Map.Entry<String, String>> pages,
      List<Map.Entry<String, String>> durability,
      boolean coloured) {
    String root = urls.get(0).replaceFirst("/$", "");
    List<String> lines = new ArrayList<>(urls);
    lines.add("");
    lines.add(coloured ? bold(Arguments.VERSION) : Arguments.VERSION);
    pages.forEach(page -> lines.add(line(page.getKey(), root + page.getValue())));
    durability.forEach(each -> lines.add(line(each.getKey(), each.getValue())));
    lines.add("Ctrl+C stops.");
    return lines;
  }

  private static String bold(String text) {
    return "\u001b[1m" + text + "\u001b[0m";
  }

  /** Replaces control characters, which the name of a folder may have. */
  private static String line(String name, String text) {
    return String.format("  %-13s %s", name, text.replaceAll("\\p{Cntrl}", "?"));
  }
}
