package io.parley.chat;

import java.text.Normalizer;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * What a member is called: up to 64 code points in NFC that can be seen, with nothing that ends a
 * line, turns its direction or hides. It proves nothing: two members may have the same.
 */
public record MemberName(String value) {
  /** Of a member that has no name. */
  public static final MemberName NONE = new MemberName("");

  /** At both ends; {@link String#strip} leaves those that do not break a line. */
  private static final Pattern SPACES =
      Pattern.compile("^[\\p{Z}\\s\\x1c-\\x1f]+|[\\p{Z}\\s\\x1c-\\x1f]+$");

  /** Code points. A name stands in every message: without a bound it would outweigh them. */
  static final int MAX_CODE_POINTS = 64;

  /**
   * Requires a name, or none.
   *
   * @throws IllegalArgumentException where {@code value} is neither
   */
  public MemberName {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a member's name");
    }
  }

  /** The name that {@code text} is once stripped and normalised; empty where it is none. */
  public static Optional<MemberName> parse(String text) {
    String value = normalised(text);
    return wellFormed(value) ? Optional.of(new MemberName(value)) : Optional.empty();
  }

  /** As much of an account's name as can stand; {@link #NONE} where nothing can. */
  public static MemberName ofAccount(String account) {
    return kept(account, MemberName::permitted)
        .or(() -> kept(account, c -> permitted(c) && !InvisibleCharacters.is(c)))
        .orElse(NONE);
  }

  private static Optional<MemberName> kept(String account, IntPredicate permitted) {
    StringBuilder kept = new StringBuilder();
    account.codePoints().filter(permitted).limit(MAX_CODE_POINTS).forEach(kept::appendCodePoint);
    return parse(kept.toString());
  }

  private static String normalised(String text) {
    return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC)).replaceAll("");
  }

  private static boolean wellFormed(String value) {
    return value.isEmpty()
        || (value.codePointCount(0, value.length()) <= MAX_CODE_POINTS
            && value.codePoints().allMatch(MemberName::permitted)
            && !InvisibleCharacters.in(value)
            && value.equals(normalised(value)));
  }

  private static boolean permitted(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE ->
          false;
      case Character.UNASSIGNED -> !isNoncharacter(codePoint);
      // Subject to what stands beside it.
      case Character.FORMAT -> InvisibleCharacters.is(codePoint);
      default -> true;
    };
  }

  /** One that stands for nothing, and never will (Unicode 23.7). */
  private static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }

  @Override
  public String toString() {
    return value;
  }
}
