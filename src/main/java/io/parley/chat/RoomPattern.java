package io.parley.chat;

import java.text.Normalizer;
import java.util.Optional;

/**
 * A pattern of room names: an asterisk stands for any characters, also none; every other character
 * stands for itself.
 *
 * @param text the pattern, in NFC
 */
public record RoomPattern(String text) {
  /** Characters of a pattern, and so the cost of a comparison, at most. */
  static final int MAX = 128;

  private static final char ANY = '*';

  /**
   * Requires a pattern.
   *
   * @throws IllegalArgumentException where no room can match {@code text}
   */
  public RoomPattern {
    if (!isPattern(text)) {
      throw new IllegalArgumentException("not a pattern of room names");
    }
  }

  /** Returns the pattern in a text; empty where no room can match it. */
  public static Optional<RoomPattern> parse(String text) {
    String normalised = text.length() > MAX ? "" : Normalizer.normalize(text, Normalizer.Form.NFC);
    return isPattern(normalised) ? Optional.of(new RoomPattern(normalised)) : Optional.empty();
  }

  /** Whether some room matches: the text without its asterisks is a name, or part of one. */
  private static boolean isPattern(String text) {
    String literal = text.replace(String.valueOf(ANY), "");
    boolean isWhole = literal.length() == text.length();
    return !text.isEmpty()
        && text.length() <= MAX
        && (isWhole
            ? RoomName.parse(text).filter(name -> name.value().equals(text)).isPresent()
            : literal.isEmpty()
                || RoomName.parse(literal).isPresent()
                || RoomName.parse("x" + literal).isPresent());
  }

  /** Whether a room's name matches. */
  public boolean matches(RoomName room) {
    return matches(text, room.value());
  }

  /** Compares from left to right, and returns to the last asterisk where a character differs. */
  static boolean matches(String text, String name) {
    int at = 0;
    int asterisk = -1;
    int resume = 0;
    int i = 0;
    while (i < name.length()) {
      if (at < text.length() && text.charAt(at) == ANY) {
        asterisk = at++;
        resume = i;
      } else if (at < text.length() && text.charAt(at) == name.charAt(i)) {
        at++;
        i++;
      } else if (asterisk >= 0) {
        at = asterisk + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    return text.substring(at).chars().allMatch(c -> c == ANY);
  }

  @Override
  public String toString() {
    return text;
  }
}
