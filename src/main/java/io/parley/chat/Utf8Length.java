package io.parley.chat;

/** Computes the length of text in UTF-8 without encoding it. */
final class Utf8Length {
  private Utf8Length() {}

  /** Returns the bytes; an unpaired surrogate counts 1, for it is sent as a question mark. */
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

  /** Returns the bytes of a char beyond its first. */
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
