package io.parley.probe.http2;

import io.parley.probe.CaseOutcome;
import io.parley.probe.Exchange;
import io.parley.probe.Expectation;
import io.parley.probe.PrintableOctets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Expectations of the response on a stream. */
final class ExpectStream {
  /** What HTTP/2 has no place for (RFC 9113 8.2.2). */
  private static final List<String> CONNECTION_SPECIFIC =
      List.of("connection", "upgrade", "keep-alive", "proxy-connection", "transfer-encoding");

  /** Server errors that concern the request and are no internal fault. */
  private static final Set<Integer> FITTING_SERVER_ERRORS = Set.of(501, 503);

  private ExpectStream() {}

  /** Judges everything that the server sent. */
  static Expectation server(String words, Function<ServerFrames, CaseOutcome> judge) {
    return new Expectation(
        words,
        (exchange, serverFacts) -> {
          ServerFrames server = ServerFrames.read(exchange.received());
          return server.isHttp2() ? judge.apply(server) : CaseOutcome.failed(silence(exchange));
        });
  }

  private static String silence(Exchange exchange) {
    return (exchange.received().isEmpty() ? "no octets: " : "no SETTINGS first: ")
        + exchange.connectionState();
  }

  /** Requires something of a stream; a failure tells everything that was seen there. */
  static Expectation stream(int id, String words, Predicate<ServerStream> right) {
    return server(
        words, server -> CaseOutcome.when(right.test(server.stream(id)), told(server, id)));
  }

  static String told(ServerFrames server, int id) {
    return "on stream "
        + id
        + " "
        + server.stream(id).told()
        + server.goAway().map(code -> "; GOAWAY " + StreamErrorCode.shown(code)).orElse("");
  }

  /** The handshake on stream 1 is accepted. */
  static Expectation accepted() {
    return accepted(1);
  }

  static Expectation accepted(int id) {
    return stream(id, "has a status of 2xx on stream " + id, ServerStream::isAccepted);
  }

  /** The handshake on stream 1 is refused by a status. */
  static Expectation refused() {
    return stream(
        1,
        "is an HTTP error that fits (4xx, 501, 503)",
        of -> of.head().filter(head -> isRefusal(head.status())).isPresent());
  }

  private static boolean isRefusal(int status) {
    return status / 100 == 4 || FITTING_SERVER_ERRORS.contains(status);
  }

  /** No tunnel is opened: an error that fits, or a stream error. */
  static Expectation refusedOrReset() {
    return refused().or(stream(1, "resets the stream", of -> of.reset().isPresent()));
  }

  static Expectation status(int id, Integer... codes) {
    List<Integer> right = List.of(codes);
    return stream(
        id,
        "has one of the status codes " + right,
        of -> of.head().filter(head -> right.contains(head.status())).isPresent());
  }

  /**
   * The request on stream 1 is malformed: a stream or connection error, or a 4xx before it (RFC
   * 9113 8.1.1).
   */
  static Expectation malformed() {
    return failed().or(refused());
  }

  /**
   * Stream 1 or the connection ends with an error. Which one is not judged: where a WebSocket is
   * open, a server may well reset its stream with CANCEL beside.
   */
  static Expectation failed() {
    return new Expectation(
        "is RST_STREAM or GOAWAY with an error, or the end of the connection",
        (exchange, serverFacts) -> {
          ServerFrames server = ServerFrames.read(exchange.received());
          boolean reset = server.stream(1).reset().filter(code -> code > 0).isPresent();
          boolean gone = server.goAway().map(code -> code > 0).orElse(exchange.isEnded());
          return CaseOutcome.when(reset || gone, told(server, 1));
        });
  }

  /** The response has that field. */
  static Expectation field(String name, String words, Predicate<List<String>> right) {
    return server(
        words,
        server -> {
          Optional<ResponseFields> head =
              server.stream(1).head().filter(fields -> fields.flaw().isEmpty());
          List<String> values = head.map(fields -> fields.elements(name)).orElse(List.of());
          return CaseOutcome.when(
              head.isPresent() && right.test(values),
              name
                  + " is "
                  + (values.isEmpty() ? "absent" : PrintableOctets.brief(values.toString()))
                  + "; "
                  + told(server, 1));
        });
  }

  static Expectation absent(String name) {
    return field(name, "has no " + name, List::isEmpty);
  }

  static Expectation noConnectionFields() {
    return CONNECTION_SPECIFIC.stream()
        .map(ExpectStream::absent)
        .reduce(Expectation::and)
        .orElseThrow();
  }

  static Expectation names(String name, String value) {
    return field(name, "names " + value + " in " + name, values -> values.contains(value));
  }

  static Expectation onlyNames(String name, String value) {
    return field(
        name, "names " + value + " alone in " + name, values -> values.equals(List.of(value)));
  }
}
