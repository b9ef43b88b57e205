package io.parley.probe;

import java.util.ArrayList;
import java.util.List;

/** Makes octets of a stranger fit to be shown: nothing in them reaches the terminal as itself. */
final class PrintableOctets {
  /** Characters of a line: more is no longer read, and a hostile line may be endless. */
  static final int MAX_LINE = 128;

  /** Lines of one message. */
  static final int MAX_LINES = 40;

  /** Values in a sentence: a stranger may send a thousand. */
  private static final int FEW = 8;

  private PrintableOctets() {}

  /** One line, escaped and cut. */
  static String brief(String octets) {
    String escaped = escape(octets.substring(0, Math.min(octets.length(), MAX_LINE)));
    return octets.length() <= MAX_LINE && escaped.length() <= MAX_LINE
        ? escaped
        : escaped.substring(0, Math.min(escaped.length(), MAX_LINE)) + "…";
  }

  /** One string for each line of the octets, each escaped and cut, the rest counted. */
  static List<String> lines(String octets) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < octets.length() && lines.size() < MAX_LINES) {
      int end = octets.indexOf('\n', from);
      int to = end < 0 ? octets.length() : end + 1;
      lines.add(brief(octets.substring(from, to)));
      from = to;
    }
    if (from < octets.length()) {
      lines.add("… and " + (octets.length() - from) + " bytes more");
    }
    return lines;
  }

  /** The first few of them in a row, the rest counted. */
  static String few(List<String> all, String between) {
    String first = String.join(between, all.subList(0, Math.min(all.size(), FEW)));
    return all.size() <= FEW ? first : first + between + "and " + (all.size() - FEW) + " more";
  }

  private static String escape(String octets) {
    StringBuilder shown = new StringBuilder();
    octets.chars().forEach(c -> shown.append(escape((char) c)));
    return shown.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\\' -> "\\\\";
      default -> c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\x%02x", (int) c);
    };
  }
}
