package io.parley.chat;

import java.text.Normalizer;
import java.util.Optional;

/**
 * The name of a room: 1 to 64 code points of letters, marks, digits, {@code . _ ~ -}, all visible
 * and in NFC. {@code .} and {@code ..} are no names, for a URL's path would drop them.
 */
public record RoomName(String value) {
  /** The rule of names, as a sentence for people. */
  public static final String RULE =
      "A room's name has 1 to 64 characters: letters, marks, digits and . _ ~ - (but not . or ..).";

  /** Code points, not bytes, so that a name in Han may be as long as one in Latin. */
  static final int MAX_CODE_POINTS = 64;

  /**
   * Requires a valid name.
   *
   * @throws IllegalArgumentException where {@code value} is not a name, or not in NFC
   */
  public RoomName {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a room's name");
    }
  }

  /** Returns the room that {@code text} names after normalisation; empty where it is not a name. */
  public static Optional<RoomName> parse(String text) {
    if (isPlain(text)) {
      return Optional.of(new RoomName(text));
    }
    String value = Normalizer.normalize(text, Normalizer.Form.NFC);
    return wellFormed(value) ? Optional.of(new RoomName(value)) : Optional.empty();
  }

  /** Whether it is a name of lower-case letters of ASCII only, as most are. */
  private static boolean isPlain(String value) {
    boolean plain = !value.isEmpty() && value.length() <= MAX_CODE_POINTS;
    for (int at = 0; plain && at < value.length(); at++) {
      plain = value.charAt(at) >= 'a' && value.charAt(at) <= 'z';
    }
    return plain;
  }

  private static boolean wellFormed(String value) {
    return isPlain(value) || isWellFormed(value);
  }

  private static boolean isWellFormed(String value) {
    int length = value.codePointCount(0, value.length());
    return length >= 1
        && length <= MAX_CODE_POINTS
        && !value.equals(".")
        && !value.equals("..")
        && value.codePoints().allMatch(RoomName::permitted)
        && !InvisibleCharacters.in(value)
        && Normalizer.isNormalized(value, Normalizer.Form.NFC);
  }

  private static boolean permitted(int codePoint) {
    return switch (codePoint) {
      case '.', '_', '~', '-' -> true;
      default -> Character.isLetter(codePoint) || Character.isDigit(codePoint) || mark(codePoint);
    };
  }

  private static boolean mark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  @Override
  public String toString() {
    return value;
  }
}
