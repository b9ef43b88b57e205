package io.parley.probe;

import java.util.List;

/**
 * The response to a request, as far as it arrived.
 *
 * @param line the status line
 * @param body decoded where it was chunked
 * @param framing how the end of the body is declared
 * @param complete whether all of it arrived
 * @param rest what follows it: after a 101, the frames
 * @param flaws what is malformed in it
 */
public record ProbeResponse(
    String line,
    int status,
    List<FieldLine> fields,
    String body,
    Framing framing,
    boolean complete,
    String rest,
    List<String> flaws) {
  static final int SWITCHING = 101;

  /** How the end of a body is declared (RFC 9112 6.3). */
  public enum Framing {
    NONE,
    LENGTH,
    CHUNKED,
    CLOSE
  }

  /** The values of all fields of that name, in order. */
  public List<String> values(String name) {
    return FieldLine.values(fields, name);
  }

  /** The elements of a list field over all its lines, without empty ones. */
  public List<String> elements(String name) {
    return FieldLine.elements(fields, name);
  }

  /** Whether a list field has that element, ignoring case. */
  public boolean lists(String name, String element) {
    return elements(name).stream().anyMatch(element::equalsIgnoreCase);
  }

  public boolean has(String name) {
    return fields.stream().anyMatch(f -> f.isNamed(name));
  }

  public boolean upgrades() {
    return status == SWITCHING;
  }

  /** The status line, escaped and bounded. */
  public String shown() {
    return PrintableOctets.brief(line);
  }
}
