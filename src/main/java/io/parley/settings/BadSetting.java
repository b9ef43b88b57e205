package io.parley.settings;

import java.util.regex.Pattern;

/**
 * One problem of the settings.
 *
 * @param option the sort key: an option's spelling, or another name
 * @param line one line, safe to show
 */
public record BadSetting(String option, String line) implements Comparable<BadSetting> {
  /** The bound of a shown value, in characters. */
  private static final int SHOWN = 128;

  /** The user and password of a URL. */
  private static final Pattern USER = Pattern.compile("//[^/?#\"]*@");

  static BadSetting of(Option option, SettingSource settingSource, String value, String expected) {
    return new BadSetting(
        option.spelling(),
        "Bad "
            + settingSource.describe(option)
            + ": \""
            + shown(value)
            + "\"; expected "
            + expected
            + (expected.endsWith("?") ? "" : "."));
  }

  /** Reports a value that must not be shown. */
  static BadSetting secret(Option option, String where, String expected) {
    return new BadSetting(option.spelling(), "Bad " + where + "; expected " + expected + ".");
  }

  /**
   * Escapes line ends and invisible characters of a text, redacts passwords of URLs, and cuts it.
   */
  public static String shown(String text) {
    String bare = USER.matcher(text).replaceAll("//(redacted)@");
    StringBuilder shown = new StringBuilder();
    bare.codePoints().limit(SHOWN).forEach(point -> append(shown, point));
    return bare.codePointCount(0, bare.length()) > SHOWN ? shown + "…" : shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      // Invisible characters, line ends and the marks that change the writing direction.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append(String.format("\\u{%x}", point));
      default -> shown.appendCodePoint(point);
    }
  }

  @Override
  public int compareTo(BadSetting other) {
    int first = option.compareTo(other.option);
    return first == 0 ? line.compareTo(other.line) : first;
  }
}
