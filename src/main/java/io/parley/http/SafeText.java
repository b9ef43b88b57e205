package io.parley.http;

/** A peer's text as people may see it: on one line, without control characters, and short. */
public final class SafeText {
  /** Characters. More would let a peer flood a log or a page. */
  public static final int LIMIT = 128;

  private SafeText() {}

  /** Control, format and lone surrogate characters are escaped; what exceeds the limit is cut. */
  public static String of(String raw) {
    return raw.length() <= LIMIT && isPlain(raw) ? raw : escaped(raw);
  }

  private static boolean isPlain(String raw) {
    for (int at = 0; at < raw.length(); at++) {
      if (raw.charAt(at) < ' ' || raw.charAt(at) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String raw) {
    StringBuilder shown = new StringBuilder();
    int next = 0;
    while (next < raw.length()) {
      int character = raw.codePointAt(next);
      String piece = isShowable(character) ? Character.toString(character) : escape(character);
      if (shown.length() + piece.length() > LIMIT) {
        return shown.append('…').toString();
      }
      shown.append(piece);
      next += Character.charCount(character);
    }
    return shown.toString();
  }

  private static String escape(int character) {
    return String.format("\\u%04x", character);
  }

  /**
   * Format characters can turn the direction of the text around them; line separators end a line.
   */
  private static boolean isShowable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
