package io.parley.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of a request or a response, in their order. Names are case-insensitive. Immutable. */
public final class Headers {
  private static final Headers NONE = new Headers(List.of());

  /**
   * Each handshake searches it some thirty times, by index: the immutable lists of the JDK share
   * one class of iterators, whose calls the compiler does not inline.
   */
  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = fields;
  }

  /** One field line, its value without surrounding white space. */
  public record Field(String name, String value) {
    boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  public static Headers none() {
    return NONE;
  }

  public static Headers of(List<Field> fields) {
    return new Headers(List.copyOf(fields));
  }

  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(List.copyOf(more));
  }

  /** Copies the fields, with others behind them. */
  public Headers and(Headers others) {
    List<Field> more = new ArrayList<>(fields);
    more.addAll(others.fields);
    return of(more);
  }

  public List<Field> fields() {
    return fields;
  }

  public boolean has(String name) {
    for (int at = 0; at < fields.size(); at++) {
      if (fields.get(at).isNamed(name)) {
        return true;
      }
    }
    return false;
  }

  /** The value of each line of that name. */
  public List<String> values(String name) {
    List<String> values = List.of();
    for (int at = 0; at < fields.size(); at++) {
      Field field = fields.get(at);
      if (field.isNamed(name)) {
        values = values.isEmpty() ? List.of(field.value()) : appended(values, field.value());
      }
    }
    return values;
  }

  private static List<String> appended(List<String> values, String value) {
    List<String> more = new ArrayList<>(values);
    more.add(value);
    return more;
  }

  public Optional<String> first(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** The lines of a field as one value (RFC 9110 5.3); empty where there is no such line. */
  public String joined(String name) {
    List<String> values = values(name);
    return values.size() == 1 ? values.get(0) : String.join(", ", values);
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
