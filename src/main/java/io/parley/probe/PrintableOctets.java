package io.parley.probe;

import java.util.ArrayList;
import java.util.List;

/** Makes a peer's octets safe to show: escapes all that a terminal could interpret. */
public final class PrintableOctets {
  /** Characters shown of a line; a hostile line may be endless. */
  public static final int MAX_LINE = 128;

  /** Lines shown of one message. */
  public static final int MAX_LINES = 40;

  /** Values shown in a sentence; a peer may send a thousand. */
  private static final int FEW = 8;

  private PrintableOctets() {}

  /** Returns one line, escaped and cut. */
  public static String brief(String octets) {
    String escaped = escape(octets.substring(0, Math.min(octets.length(), MAX_LINE)));
    return octets.length() <= MAX_LINE && escaped.length() <= MAX_LINE
        ? escaped
        : escaped.substring(0, Math.min(escaped.length(), MAX_LINE)) + "…";
  }

  /** Returns one string for each line, escaped and cut; counts the rest. */
  public static List<String> lines(String octets) {
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

  /** Joins the first few of them; counts the rest. */
  public static String few(List<String> all, String between) {
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
