package io.parley.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A token with parameters, such as an element of {@code Sec-WebSocket-Extensions} (RFC 6455 9.1).
 */
public record Parameterized(String name, List<Parameter> parameters) {

  /**
   * @param value without quotes; empty where the parameter has none
   */
  public record Parameter(String name, Optional<String> value) {}

  public Parameterized {
    parameters = List.copyOf(parameters);
  }

  /**
   *
   *
   * <pre>
   * extension-list  = 1#extension
   * extension       = extension-token *( ";" extension-param )
   * extension-param = token [ "=" ( token | quoted-string ) ]   ; a token once unquoted
   * </pre>
   *
   * An empty list is valid here; the caller decides about it.
   */
  public static Parsed<List<Parameterized>> parseList(String value) {
    List<Parameterized> elements = new ArrayList<>(2);
    Cursor cursor = new Cursor(value);
    while (cursor.hasMore()) {
      elements.add(element(cursor));
      cursor.endElement("a comma or a semicolon");
    }
    return cursor.result(elements);
  }

  private static Parameterized element(Cursor cursor) {
    String name = cursor.token();
    List<Parameter> parameters = new ArrayList<>(2);
    cursor.skipBlanks();
    while (cursor.skip(';')) {
      parameters.add(parameter(cursor));
    }
    return new Parameterized(name, parameters);
  }

  private static Parameter parameter(Cursor cursor) {
    cursor.skipBlanks();
    String name = cursor.token();
    cursor.skipBlanks();
    Optional<String> value = cursor.skip('=') ? Optional.of(value(cursor)) : Optional.empty();
    cursor.skipBlanks();
    return new Parameter(name, value);
  }

  private static String value(Cursor cursor) {
    cursor.skipBlanks();
    return cursor.skip('"') ? cursor.quotedToken() : cursor.token();
  }

  /** The form in a field. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    for (Parameter parameter : parameters) {
      text.append("; ").append(parameter.name());
      parameter.value().ifPresent(value -> text.append('=').append(value));
    }
    return text.toString();
  }
}
