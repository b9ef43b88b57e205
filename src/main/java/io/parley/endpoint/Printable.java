package io.parley.endpoint;

/** Makes text that a peer may have had a hand in fit for a line of a log. */
final class Printable {
  private static final int MAX = 128;

  private Printable() {}

  /** An exception's class and message, without line ends or other controls, in 128 characters. */
  static String of(Throwable cause) {
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(MAX).forEach(c -> append(line, c));
    return line.length() <= MAX ? line.toString() : line.substring(0, MAX);
  }

  private static void append(StringBuilder line, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          line.append(String.format("\\u%04X", codePoint));
      default -> line.appendCodePoint(codePoint);
    }
  }
}
