package io.parley.probe.client;

import io.parley.probe.CaseResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One connection: a case, or a question about the cases. */
final class ClientVisit {
  private static final String HELP =
      """
      This server judges WebSocket clients.
      /count                 the number of cases
      /case/N?agent=NAME     case N
      /report?agent=NAME     the report
      """;

  private final ClientConnection connection;
  private final List<ClientCase> cases;
  private final ClientRecords records;
  private final UnaryOperator<String> reporter;
  private final Duration timeout;

  /**
   * @param reporter writes the report of the client of that name, and returns its summary
   */
  ClientVisit(
      ClientConnection connection,
      List<ClientCase> cases,
      ClientRecords records,
      UnaryOperator<String> reporter,
      Duration timeout) {
    this.connection = connection;
    this.cases = cases;
    this.records = records;
    this.reporter = reporter;
    this.timeout = timeout;
  }

  void serve() {
    Optional<OpeningRequest> request = connection.request(timeout);
    if (request.isPresent()) {
      serve(request.get(), CaseTarget.parse(request.get().target()));
    }
  }

  private void serve(OpeningRequest request, CaseTarget target) {
    int number = target.number().orElse(0);
    if (number > 0 && number <= cases.size()) {
      play(request, target.agent(), number);
    } else {
      answer(request, target);
    }
  }

  private void play(OpeningRequest request, String agent, int number) {
    ClientRecord client = records.of(agent);
    ClientHistory history = client.begin(number, request.key());
    try {
      Dialog dialog = new Dialog(connection, request, timeout);
      CaseResult result = cases.get(number - 1).play(dialog, history);
      client.remember(dialog.frames());
      client.add(number, result);
    } finally {
      client.end(number);
    }
  }

  private void answer(OpeningRequest request, CaseTarget target) {
    switch (target.path()) {
      case "/count" -> tell(request, Integer.toString(cases.size()));
      case "/report" -> tell(request, reporter.apply(target.agent()));
      case "/" -> connection.send(http("200 OK", HELP));
      default -> connection.send(http("404 Not Found", "No such case.\n"));
    }
  }

  private void tell(OpeningRequest request, String text) {
    if (!request.isUpgrade()) {
      connection.send(http("200 OK", text + "\n"));
      return;
    }
    Dialog dialog = new Dialog(connection, request, timeout);
    dialog.say(dialog.right().octets());
    dialog.send(ServerAnswer.message(text));
    dialog.farewell();
  }

  private static String http(String status, String text) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + text.length()
        + "\r\nConnection: close\r\n\r\n"
        + text;
  }
}
