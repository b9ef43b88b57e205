package io.parley.probe;

import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;

/** Writes JSON without a library: the launcher has none, and a report needs no more than this. */
public final class JsonWriter {
  private JsonWriter() {}

  /** Writes maps, collections, numbers and booleans; anything else as a string. */
  public static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringJoiner fields = new StringJoiner(",", "{", "}");
      map.forEach((name, each) -> fields.add(quote(name.toString()) + ":" + of(each)));
      return fields.toString();
    }
    if (value instanceof Collection<?> all) {
      StringJoiner elements = new StringJoiner(",\n", "[", "]");
      all.forEach(each -> elements.add(of(each)));
      return elements.toString();
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : quote(value.toString());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append(escape((char) c)));
    return quoted.append('"').toString();
  }

  private static String escape(char c) {
    if (c == '"' || c == '\\') {
      return "\\" + c;
    }
    return c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c);
  }
}
