package io.parley.settings;

import java.util.regex.Pattern;

/**
 * One thing that is wrong with the settings.
 *
 * @param option what it is sorted by: a spelling, or the name of something that is no option
 * @param line one line, safe to show
 */
public record BadSetting(String option, String line) implements Comparable<BadSetting> {
  /** Characters of a value that are shown. */
  private static final int SHOWN = 128;

  /** A user and a password in a URL. */
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
            + ".");
  }

  /** For a value that must not be shown. */
  static BadSetting secret(Option option, String where, String expected) {
    return new BadSetting(option.spelling(), "Bad " + where + "; expected " + expected + ".");
  }

  /** A text without line ends, invisible characters and passwords of URLs, and not too long. */
  public static String shown(String text) {
    String bare = USER.matcher(text).replaceAll("//(redacted)@");
    StringBuilder shown = new StringBuilder();
    bare.codePoints().limit(SHOWN).forEach(point -> append(shown, point));
    return bare.codePointCount(0, bare.length()) > SHOWN ? shown + "…" : shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      // Invisible characters, line ends and the marks that turn the writing direction.
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
