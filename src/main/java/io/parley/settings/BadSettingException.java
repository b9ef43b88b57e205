package io.parley.settings;

/** A value that Parley does not start with. The message is one line, safe to show. */
public final class BadSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Characters of a value that are shown. */
  private static final int SHOWN = 128;

  BadSettingException(Option option, Source source, String value, String expected) {
    super(
        "Bad "
            + source.describe(option)
            + ": \""
            + shown(value)
            + "\"; expected "
            + expected
            + ".");
  }

  /** For a value that must not be shown. */
  BadSettingException(String environmentName, String expected) {
    super("Bad " + environmentName + " in the environment; expected " + expected + ".");
  }

  private static String shown(String value) {
    StringBuilder shown = new StringBuilder();
    value.codePoints().limit(SHOWN).forEach(point -> append(shown, point));
    return value.codePointCount(0, value.length()) > SHOWN ? shown + "…" : shown.toString();
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
}
