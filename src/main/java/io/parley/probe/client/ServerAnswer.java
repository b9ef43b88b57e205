package io.parley.probe.client;

import io.parley.probe.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * An answer, kept as the lines that are sent, so that any of them can be wrong.
 *
 * @param lines the field lines, without their line ends
 * @param rest what follows the empty line
 */
record ServerAnswer(String statusLine, List<String> lines, String rest) {
  static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
  static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  static final String ACCEPT = "Sec-WebSocket-Accept";

  ServerAnswer {
    lines = List.copyOf(lines);
  }

  /** The right answer: it chooses the first subprotocol that is offered, and no extension. */
  static ServerAnswer right(OpeningRequest request) {
    List<String> lines = new ArrayList<>();
    lines.add("Upgrade: websocket");
    lines.add("Connection: Upgrade");
    lines.add(ACCEPT + ": " + request.accept());
    request.subprotocols().stream()
        .limit(1)
        .forEach(subprotocol -> lines.add(SUBPROTOCOL + ": " + subprotocol));
    return new ServerAnswer("HTTP/1.1 101 Switching Protocols", lines, "");
  }

  ServerAnswer status(String otherLine) {
    return new ServerAnswer(otherLine, lines, rest);
  }

  /** Replaces the lines of that name by one, in their place; adds it where there was none. */
  ServerAnswer with(String name, String value) {
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
  ServerAnswer and(String name, String value) {
    return line(name + ": " + value);
  }

  ServerAnswer without(String name) {
    return saying(lines.stream().filter(Predicate.not(line -> isNamed(line, name))).toList());
  }

  /** Adds a line unchanged. */
  ServerAnswer line(String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.add(line);
    return saying(changed);
  }

  /** Puts a line unchanged before all others. */
  ServerAnswer opening(String line) {
    List<String> changed = new ArrayList<>(List.of(line));
    changed.addAll(lines);
    return saying(changed);
  }

  ServerAnswer saying(List<String> otherLines) {
    return new ServerAnswer(statusLine, otherLines, rest);
  }

  /** Puts octets behind the head, in the same packet. */
  ServerAnswer followedBy(String octets) {
    return new ServerAnswer(statusLine, lines, rest + octets);
  }

  /** The value of the accept field. */
  String accept() {
    return lines.stream()
        .filter(line -> isNamed(line, ACCEPT))
        .map(line -> line.substring(ACCEPT.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  String head() {
    return statusLine
        + "\r\n"
        + String.join("", lines.stream().map(line -> line + "\r\n").toList())
        + "\r\n";
  }

  String octets() {
    return head() + rest;
  }

  /** A message of one frame, as a server sends it. */
  static String message(String text) {
    return Frame.text(text).unmasked().octets();
  }

  private static boolean isNamed(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }
}
