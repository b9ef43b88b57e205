package io.parley.http;

/** Makes a peer's text safe to show: on one line, without control characters, and short. */
public final class SafeText {
  /** In characters. More would let a peer flood a log or a page. */
  public static final int LIMIT = 128;

  private SafeText() {}

  /** Escapes control, format and lone surrogate characters, and cuts what exceeds the limit. */
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
   * Whether a character is shown as it is. Format characters can change the direction of the text
   * around them; line separators end a line.
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
