package io.parley.chat;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds invisible characters: names that differ only in them look alike. A joiner, variation
 * selector or tag is allowed only where it changes how a neighbouring character looks: in an emoji,
 * and in scripts whose letters join.
 */
final class InvisibleCharacters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int EMOJI_SELECTOR = 0xFE0F;
  private static final int INFORMATION_SOURCE = 0x2139;
  private static final int NULL_NOTEHEAD = 0x1D159;

  /**
   * Flags of regions: a black flag, letters and digits as tags, and the tag that ends the sequence.
   */
  private static final Pattern FLAGS =
      Pattern.compile("\\x{1F3F4}[\\x{E0030}-\\x{E0039}\\x{E0061}-\\x{E007A}]{1,6}\\x{E007F}");

  /** Scripts in which a joiner changes how the neighbouring letters look. */
  private static final Set<UnicodeScript> JOINING =
      EnumSet.of(
          UnicodeScript.ARABIC,
          UnicodeScript.SYRIAC,
          UnicodeScript.MANDAIC,
          UnicodeScript.NKO,
          UnicodeScript.ADLAM,
          UnicodeScript.MONGOLIAN,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.BENGALI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.GUJARATI,
          UnicodeScript.ORIYA,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.KANNADA,
          UnicodeScript.MALAYALAM,
          UnicodeScript.SINHALA,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.JAVANESE,
          UnicodeScript.BALINESE);

  private InvisibleCharacters() {}

  /**
   * Whether a text has an invisible character. A space is not one, for its neighbours make it
   * visible.
   */
  static boolean in(String text) {
    int[] points = FLAGS.matcher(text).replaceAll("\uD83C\uDFF4").codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int before = i == 0 ? -1 : points[i - 1];
      int after = i + 1 == points.length ? -1 : points[i + 1];
      if (is(points[i]) && !isAtWork(points[i], before, after)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a character is invisible by itself (Unicode's Default_Ignorable_Code_Point, and blanks
   * that are not spaces).
   */
  static boolean is(int point) {
    return switch (point) {
      case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFEFF, 0xFFA0 ->
          true;
      default ->
          within(point, 0x180B, 0x180F)
              || within(point, 0x200B, 0x200F)
              || within(point, 0x202A, 0x202E)
              || within(point, 0x2060, 0x206F)
              || within(point, 0xFE00, 0xFE0F)
              || within(point, 0xFFF0, 0xFFFB)
              || within(point, 0x1BCA0, 0x1BCA3)
              || within(point, 0x1D173, 0x1D17A)
              || within(point, 0xE0000, 0xE0FFF)
              || point == NULL_NOTEHEAD;
    };
  }

  private static boolean within(int point, int first, int last) {
    return point >= first && point <= last;
  }

  private static boolean isAtWork(int point, int before, int after) {
    if (point == ZERO_WIDTH_JOINER && isSymbol(after)) {
      return isSymbol(before) || before == EMOJI_SELECTOR;
    }
    if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
      return joins(after) && (joins(before) || isMarkOfAnyScript(before));
    }
    if (within(point, 0x180B, 0x180F)) {
      return before >= 0 && UnicodeScript.of(before) == UnicodeScript.MONGOLIAN;
    }
    return isSelector(point) && before >= 0 && takesSelector(before);
  }

  private static boolean joins(int point) {
    return point >= 0 && !is(point) && JOINING.contains(UnicodeScript.of(point));
  }

  private static boolean isMarkOfAnyScript(int point) {
    return point >= 0 && !is(point) && UnicodeScript.of(point) == UnicodeScript.INHERITED;
  }

  private static boolean isSelector(int point) {
    return within(point, 0xFE00, 0xFE0F) || within(point, 0xE0100, 0xE01EF);
  }

  private static boolean takesSelector(int point) {
    return point == '#'
        || point == '*'
        || within(point, '0', '9')
        || point == INFORMATION_SOURCE
        || isSymbol(point)
        || isEmojiPunctuation(point)
        || UnicodeScript.of(point) == UnicodeScript.HAN;
  }

  /** Double exclamation marks and wavy dashes, which are also emoji. */
  private static boolean isEmojiPunctuation(int point) {
    return point == 0x203C || point == 0x2049 || point == 0x3030 || point == 0x303D;
  }

  private static boolean isSymbol(int point) {
    return point >= 0x80
        && !is(point)
        && switch (Character.getType(point)) {
          case Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL -> true;
          default -> false;
        };
  }
}
