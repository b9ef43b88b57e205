package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import io.parley.probe.ProbeResponse;
import io.parley.probe.transport.ConnectionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came back for a request.
 *
 * @param octets all of it, without the client's secrets
 * @param state of the connection when reading ended
 * @param problem what the TLS layer said at the end; empty if nothing
 * @param response empty where the octets are not HTTP/1
 */
record Answer(
    String octets, ConnectionState state, String problem, Optional<ProbeResponse> response) {
  private static final List<String> TELLING =
      List.of("Server", "Via", "Location", "WWW-Authenticate", "Retry-After", "Content-Type");

  /** Characters of a body that are shown. */
  private static final int BODY = 300;

  static Answer none(ConnectionState state, String problem) {
    return new Answer("", state, problem, Optional.empty());
  }

  int status() {
    return response.map(ProbeResponse::status).orElse(0);
  }

  boolean upgrades() {
    return status() == 101;
  }

  /** The first value of a field; empty where it is absent. */
  String field(String name) {
    return response.stream().flatMap(r -> r.values(name).stream()).findFirst().orElse("");
  }

  boolean hasServer() {
    return !field("Server").isEmpty();
  }

  String body() {
    return response.map(ProbeResponse::body).orElse("");
  }

  boolean isPage() {
    return field("Content-Type").contains("html") || body().stripLeading().startsWith("<");
  }

  /** Whether the answer is the same as another but for what differs in each: times and ids. */
  boolean isLike(Answer other) {
    return status() != 0
        && status() == other.status()
        && field("Location").equals(other.field("Location"))
        && withoutDigits(body()).equals(withoutDigits(other.body()));
  }

  private static String withoutDigits(String text) {
    return text.replaceAll("[0-9A-Za-z_-]*[0-9][0-9A-Za-z_-]*", "#");
  }

  /** The status line, the fields that tell something, and the beginning of the body. */
  List<String> shown() {
    List<String> lines = new ArrayList<>();
    if (response.isEmpty()) {
      PrintableOctets.lines(octets).stream().limit(3).forEach(lines::add);
      lines.add("(" + state + (problem.isEmpty() ? "" : ": " + problem) + ")");
      return lines;
    }
    lines.add(response.get().shown());
    TELLING.stream()
        .filter(name -> !field(name).isEmpty())
        .map(name -> PrintableOctets.brief(name + ": " + withoutQuery(field(name))))
        .forEach(lines::add);
    if (Problem.of(this).flatMap(Problem::party).isEmpty() && !text().isEmpty()) {
      lines.add(text());
    }
    return lines;
  }

  /** The query of a URL may hold a token. */
  private static String withoutQuery(String value) {
    return value.replaceFirst("\\?.*", "?…");
  }

  /** The beginning of the body in words: what a page says, without its markup. */
  private String text() {
    String body = body().substring(0, Math.min(body().length(), 16 * BODY));
    String words =
        isPage()
            ? body.replaceAll("(?is)<(script|style)\\b.*?</\\1>", " ").replaceAll("<[^>]*>", " ")
            : body;
    String line = words.replaceAll("\\s+", " ").strip();
    return line.isEmpty()
        ? ""
        : PrintableOctets.brief(line.substring(0, Math.min(line.length(), BODY)));
  }
}
