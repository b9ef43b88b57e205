package io.parley.http;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;
import java.util.List;

/** A position in a list field's value. The first failure ends the value. */
final class Cursor {
  private final String text;
  private int at;
  private String failure = "";

  Cursor(String text) {
    this.text = text;
    skipEmptyElements();
  }

  boolean hasMore() {
    return failure.isEmpty() && at < text.length();
  }

  /** Skips a character if it is the next one. */
  boolean skip(char expected) {
    if (!hasMore() || text.charAt(at) != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** {@code OWS = *( SP / HTAB )}. */
  void skipBlanks() {
    while (hasMore() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /**
   * Skips the end of an element: a comma, with any empty elements after it, or the end of the
   * value.
   */
  void endElement(String alternatives) {
    skipBlanks();
    if (hasMore() && text.charAt(at) != ',') {
      failInsteadOf(alternatives);
    }
    skipEmptyElements();
  }

  /** RFC 9110 5.6.1.2. */
  private void skipEmptyElements() {
    do {
      skipBlanks();
    } while (skip(','));
  }

  /** {@code token = 1*tchar}. */
  String token() {
    int start = at;
    while (hasMore() && Token.isPart(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      failInsteadOf("a token");
    }
    return text.substring(start, at);
  }

  /**
   * {@code quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE}, after its first quote; its
   * content must be a token (RFC 6455 9.1).
   */
  String quotedToken() {
    StringBuilder content = new StringBuilder();
    while (hasMore() && text.charAt(at) != '"') {
      skip('\\');
      if (!hasMore() || !Token.isPart(text.charAt(at))) {
        failInsteadOf("a token's character");
        return "";
      }
      content.append(text.charAt(at++));
    }
    if (content.isEmpty() || !skip('"')) {
      failInsteadOf(content.isEmpty() ? "a token" : "a closing quote");
    }
    return content.toString();
  }

  private void failInsteadOf(String expected) {
    if (failure.isEmpty()) {
      String found = at == text.length() ? "the value ends" : "stands \"" + next() + "\"";
      failure = "at character " + (at + 1) + " " + found + " instead of " + expected;
    }
  }

  private String next() {
    return SafeText.of(Character.toString(text.codePointAt(at)));
  }

  <T> Parsed<List<T>> result(List<T> elements) {
    return failure.isEmpty() ? new Valid<>(List.copyOf(elements)) : new Malformed<>(failure);
  }
}
