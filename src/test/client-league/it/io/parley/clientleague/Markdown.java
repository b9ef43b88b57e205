package io.parley.clientleague;

/** Text in a page of Markdown. */
final class Markdown {
  private Markdown() {}

  /** Without a meaning for Markdown, also in a cell of a table. */
  static String plain(String text) {
    return text.replaceAll("([\\\\`*_<>\\[\\]|])", "\\\\$1");
  }
}
