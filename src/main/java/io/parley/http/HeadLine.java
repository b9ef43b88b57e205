package io.parley.http;

import io.parley.http.Headers.Field;

/**
 * A line of a head.
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

  /** Whether more of it may have followed. */
  boolean isCut() {
    return end.isEmpty();
  }

  /** Whether it continues the line before it ({@code obs-fold}). */
  boolean isFolded() {
    return text.startsWith(" ") || text.startsWith("\t");
  }

  /** What stands before the colon; all of it where there is none. */
  String beforeColon() {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  /** The name is the longest token at the start: what follows belongs to the value. */
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
