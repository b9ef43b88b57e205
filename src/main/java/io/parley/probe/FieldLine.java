package io.parley.probe;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field line of a message. */
public record FieldLine(String name, String value) {
  private static final Pattern LINE = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\\t -~]*+)");

  /**
   * Parses {@code Name: value}.
   *
   * @throws IllegalArgumentException if it is malformed, with a message for people
   */
  public static FieldLine parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "not of the form 'Name: value': " + PrintableOctets.brief(line));
    }
    return new FieldLine(parts.group(1), parts.group(2).strip());
  }

  /** The values of all lines of a name, which has no case, in order. */
  public static List<String> values(List<FieldLine> fields, String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(FieldLine::value).toList();
  }

  /** The elements of a list field over all its lines, without empty ones. */
  public static List<String> elements(List<FieldLine> fields, String name) {
    return values(fields, name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
