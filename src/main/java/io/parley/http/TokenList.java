package io.parley.http;

import java.util.ArrayList;
import java.util.List;

/** {@code #token}: a list field whose elements are tokens (RFC 9110 5.6.1). */
public final class TokenList {
  private TokenList() {}

  /** The elements in their order; none where the value has only commas and blanks. */
  public static Parsed<List<String>> parse(String value) {
    List<String> elements = new ArrayList<>(4);
    Cursor cursor = new Cursor(value);
    while (cursor.hasMore()) {
      elements.add(cursor.token());
      cursor.endElement("a comma");
    }
    return cursor.result(elements);
  }

  /** Whether one element is that token, ignoring case. The other elements may be malformed. */
  public static boolean lists(String value, String token) {
    int start = 0;
    while (start <= value.length()) {
      int comma = value.indexOf(',', start);
      int end = comma < 0 ? value.length() : comma;
      if (value.substring(start, end).strip().equalsIgnoreCase(token)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }
}
