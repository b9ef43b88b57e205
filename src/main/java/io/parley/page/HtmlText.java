package io.parley.page;

/** Writes text into HTML. */
final class HtmlText {
  private HtmlText() {}

  /** Escapes what HTML gives a meaning, in text and in quoted attributes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
