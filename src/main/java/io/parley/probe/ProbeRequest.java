package io.parley.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A request, kept as the lines that are sent, so that any of them can be wrong.
 *
 * @param lines the field lines, without their line ends
 */
public record ProbeRequest(
    String method, String resource, String version, List<String> lines, String body) {
  /** Where no request is sent, or none of HTTP/1.1. */
  static final ProbeRequest NONE = new ProbeRequest("", "", "", List.of(), "");

  public ProbeRequest {
    lines = List.copyOf(lines);
  }

  public ProbeRequest by(String otherMethod) {
    return new ProbeRequest(otherMethod, resource, version, lines, body);
  }

  public ProbeRequest to(String otherResource) {
    return new ProbeRequest(method, otherResource, version, lines, body);
  }

  public ProbeRequest as(String otherVersion) {
    return new ProbeRequest(method, resource, otherVersion, lines, body);
  }

  public ProbeRequest carrying(String otherBody) {
    return new ProbeRequest(method, resource, version, lines, otherBody);
  }

  /**
   * Replaces all lines of that name by one, at the position of the first. Adds it at the end if
   * there was none.
   */
  public ProbeRequest with(String name, String value) {
    List<String> changed = new ArrayList<>(lines);
    int first = 0;
    while (first < changed.size() && !isNamed(changed.get(first), name)) {
      first++;
    }
    changed.removeIf(line -> isNamed(line, name));
    changed.add(Math.min(first, changed.size()), name + ": " + value);
    return saying(changed);
  }

  /** Adds a line, even if that name is present already. */
  public ProbeRequest and(String name, String value) {
    return line(name + ": " + value);
  }

  public ProbeRequest without(String name) {
    return saying(lines.stream().filter(Predicate.not(line -> isNamed(line, name))).toList());
  }

  /** Adds a line unchanged. */
  public ProbeRequest line(String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.add(line);
    return saying(changed);
  }

  /** Inserts a line unchanged before all others. */
  public ProbeRequest opening(String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.add(0, line);
    return saying(changed);
  }

  /** Replaces all field lines. */
  public ProbeRequest saying(List<String> otherLines) {
    return new ProbeRequest(method, resource, version, otherLines, body);
  }

  /** The values of all lines of that name, in order, without surrounding white space. */
  public List<String> values(String name) {
    return lines.stream()
        .filter(line -> isNamed(line, name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }

  /** The elements of a list field over all its lines, without empty ones. */
  public List<String> elements(String name) {
    return values(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  /** The first key; empty if none is sent. */
  public String key() {
    return values("Sec-WebSocket-Key").stream().findFirst().orElse("");
  }

  public String octets() {
    String head = method + " " + resource + " " + version + "\r\n";
    return head
        + String.join("", lines.stream().map(line -> line + "\r\n").toList())
        + "\r\n"
        + body;
  }

  private static boolean isNamed(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }
}
