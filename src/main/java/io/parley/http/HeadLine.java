package io.parley.http;

import io.parley.http.Headers.Field;

/**
 * A line of a request head.
 *
 * @param text without its end
 * @param end {@code CRLF}, {@code LF}, or empty where the line was cut off
 */
record HeadLine(String text, String end) {
  private static final String CRLF = "\r\n";

  static HeadLine of(String line) {
    String end = line.endsWith(CRLF) ? CRLF : line.endsWith("\n") ? "\n" : "";
    return new HeadLine(line.substring(0, line.length() - end.length()), end);
  }

  /** Whether the line was cut off, so that more may have followed. */
  boolean isCut() {
    return end.isEmpty();
  }

  /** Whether it continues the line before it ({@code obs-fold}). */
  boolean isFolded() {
    return text.startsWith(" ") || text.startsWith("\t");
  }

  /** The text before the colon; the whole text where there is none. */
  String beforeColon() {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /**
   * Splits the line into name and value. The name is the longest token at the start; the rest
   * belongs to the value.
   */
  Field field() {
    int end = 0;
    while (end < text.length() && Token.isPart(text.charAt(end))) {
      end++;
    }
    String rest = text.substring(end).strip();
    String value = rest.startsWith(":") ? rest.substring(1).strip() : rest;
    return new Field(text.substring(0, end), value);
  }
}
