package io.parley.probe;

/** Colours text where the output is a terminal that shows colours. */
public record AnsiStyle(boolean coloured) {
  public String good(String text) {
    return in("32", text);
  }

  public String bad(String text) {
    return in("31", text);
  }

  public String dim(String text) {
    return in("2", text);
  }

  private String in(String code, String text) {
    return coloured && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
