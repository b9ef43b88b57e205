package io.parley.probe;

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

  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
