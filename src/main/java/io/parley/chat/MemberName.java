package io.parley.chat;

import java.text.Normalizer;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a member is called: up to 64 code points in NFC that can be seen, with nothing that ends a
 * line, turns its direction or hides. It proves nothing: two members may have the same.
 */
public record MemberName(String value) {
  /** Of a member that has no name. */
  public static final MemberName NONE = new MemberName("");

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
    return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
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
      // Subject to what stands beside it.
      case Character.FORMAT -> InvisibleCharacters.is(codePoint);
      default -> true;
    };
  }

  @Override
  public String toString() {
    return value;
  }
}
