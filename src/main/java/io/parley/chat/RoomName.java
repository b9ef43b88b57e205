package io.parley.chat;

import java.text.Normalizer;
import java.util.Optional;

/**
 * The name of a room: 1 to 64 code points of letters, marks, digits, {@code . _ ~ -} that can be
 * seen, in NFC, and neither {@code .} nor {@code ..}, which a URL's path would swallow.
 */
public record RoomName(String value) {
  /** For people: which texts are names. */
  public static final String RULE =
      "A room's name has 1 to 64 characters: letters, marks, digits and . _ ~ - (but not . or ..).";

  /** Code points, not bytes: a name is as long in Han as in Latin. */
  static final int MAX_CODE_POINTS = 64;

  /**
   * Requires a name.
   *
   * @throws IllegalArgumentException where {@code value} is not a name, or not in NFC
   */
  public RoomName {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a room's name");
    }
  }

  /** The room that {@code text} names once it is normalised; empty where it names none. */
  public static Optional<RoomName> parse(String text) {
    String value = Normalizer.normalize(text, Normalizer.Form.NFC);
    return wellFormed(value) ? Optional.of(new RoomName(value)) : Optional.empty();
  }

  private static boolean wellFormed(String value) {
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
