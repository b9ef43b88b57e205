package io.parley.chat;

import java.security.Principal;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * A member's name: up to 64 visible code points in NFC, without line breaks, direction controls or
 * invisible characters. It proves nothing: two members may have the same.
 */
public record MemberName(String value) {
  /** The name of a member without a name. */
  public static final MemberName NONE = new MemberName("");

  /** Spaces at both ends; {@link String#strip} leaves those that do not break a line. */
  private static final Pattern SPACES =
      Pattern.compile("^[\\p{Z}\\s\\x1c-\\x1f]+|[\\p{Z}\\s\\x1c-\\x1f]+$");

  /** Code points. A name is in every message, so it must be small. */
  static final int MAX_CODE_POINTS = 64;

  /**
   * Requires a valid name or an empty one.
   *
   * @throws IllegalArgumentException where {@code value} is neither
   */
  public MemberName {
    if (!wellFormed(value)) {
      throw new IllegalArgumentException("not a member's name");
    }
  }

  /** Returns the name in {@code text}, stripped and normalised; empty where it is not a name. */
  public static Optional<MemberName> parse(String text) {
    String value = normalised(text);
    return wellFormed(value) ? Optional.of(new MemberName(value)) : Optional.empty();
  }

  /** Returns the valid part of an account's name; {@link #NONE} where none is valid. */
  public static MemberName ofAccount(String account) {
    return kept(account, MemberName::permitted)
        .or(() -> kept(account, c -> permitted(c) && !InvisibleCharacters.is(c)))
        .orElse(NONE);
  }

  /**
   * Returns the name of a user who is authenticated: the display name of the token, else the
   * account's name.
   */
  public static MemberName of(Principal principal) {
    Optional<String> display =
        principal instanceof TokenPrincipal user ? user.displayName() : Optional.empty();
    return display
        .map(MemberName::ofAccount)
        .filter(name -> !name.equals(NONE))
        .orElseGet(() -> ofAccount(principal.getName()));
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
      // Allowed only beside certain characters.
      case Character.FORMAT -> InvisibleCharacters.is(codePoint);
      default -> true;
    };
  }

  /** Whether a code point is a noncharacter, which is never assigned (Unicode 23.7). */
  private static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }

  @Override
  public String toString() {
    return value;
  }
}
