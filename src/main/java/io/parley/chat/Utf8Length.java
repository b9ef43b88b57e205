package io.parley.chat;

/** Measures text as UTF-8 without encoding it. */
final class Utf8Length {
  private Utf8Length() {}

  /** Bytes; a surrogate without its partner counts 1, as the question mark it is sent as. */
  static int length(String text) {
    int length = text.length();
    int bytes = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += extra(c, text, i);
      }
    }
    return bytes;
  }

  /** What a char costs beyond the one byte that it was counted as. */
  private static int extra(char c, String text, int at) {
    if (c < 0x800) {
      return 1;
    }
    if (!Character.isSurrogate(c)) {
      return 2;
    }
    boolean pair =
        Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1));
    return pair ? 2 : 0;
  }
}
