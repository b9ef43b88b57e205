package io.parley.chat;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds names that look the same to people, in the manner of UTS 39, 4, with a table of the usual
 * look-alikes of Latin, Greek and Cyrillic letters and of digits. Names of one key are confusable;
 * the reverse need not hold for rare characters.
 */
public final class ConfusableNames {
  /** A character each line, and then those that look like it. The page has the same table. */
  static final String TABLE =
      """
      A ΑАᎪ
      B ΒВᏴ
      C СϹᏟ
      E ΕЕᎬ
      H ΗНᎻ
      I ΙІӀ
      J ЈᎫ
      K ΚКᏦ
      M ΜМᎷ
      N Ν
      O ΟО
      P ΡРᏢ
      Q Ԛ
      S ЅᏚ
      T ΤТᎢ
      W ԜᎳ
      X ΧХ
      Y ΥУҮ
      Z ΖᏃ
      a αаɑ
      b вЬь
      c сϲᴄ
      d ԁ
      e еєҽε
      g ɡ
      h һн
      i ιіıl1|ӏɩ
      j јϳ
      k κк
      m м
      n ηпո
      o οоσօ0
      p ρр
      q ԛ
      r гᴦ
      s ѕꜱ
      t τт
      u υսᴜ
      v νѵᴠ
      w ωԝѡᴡ
      x χх
      y уγү
      z ᴢ
      """;

  private static final Map<Integer, Integer> LOOK_ALIKES = lookAlikes();

  private ConfusableNames() {}

  private static Map<Integer, Integer> lookAlikes() {
    Map<Integer, Integer> all = new HashMap<>();
    TABLE
        .lines()
        .forEach(
            line -> line.substring(2).codePoints().forEach(c -> all.put(c, line.codePointAt(0))));
    return Map.copyOf(all);
  }

  /**
   * Returns the keys of a name, one or two: a capital may look like another letter than its small
   * form does.
   */
  public static List<String> keys(String name) {
    String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
    return Stream.of(compatible, folded(compatible))
        .map(ConfusableNames::skeleton)
        .distinct()
        .toList();
  }

  private static String skeleton(String text) {
    StringBuilder seen = new StringBuilder(text.length());
    text.codePoints()
        .filter(ConfusableNames::isVisible)
        .map(c -> LOOK_ALIKES.getOrDefault(c, c))
        .forEach(seen::appendCodePoint);
    StringBuilder small = new StringBuilder(seen.length());
    folded(seen.toString())
        .codePoints()
        .map(c -> LOOK_ALIKES.getOrDefault(c, c))
        .forEach(small::appendCodePoint);
    return small.toString().replace("rn", "m").replace("vv", "w");
  }

  /** Two foldings, since the capital of some letters has another small form. */
  private static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean isVisible(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.FORMAT
        && type != Character.SPACE_SEPARATOR
        && !InvisibleCharacters.is(codePoint);
  }
}
