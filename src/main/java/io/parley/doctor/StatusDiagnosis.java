package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.util.Optional;

/** What a status means where nothing else tells the cause. */
final class StatusDiagnosis {
  private final Server server;
  private final Answer answer;

  StatusDiagnosis(Server server, Answer answer) {
    this.server = server;
    this.answer = answer;
  }

  Diagnosis find() {
    int status = answer.status();
    return switch (status) {
      case 401 -> PageDiagnosis.login("The server wants a login (401).", server.options());
      case 403 -> forbidden();
      case 400, 404, 405, 410 -> path();
      case 414, 431 -> tooLong();
      case 421 -> otherHost();
      case 429, 503 -> busy();
      default -> status < 500 ? refused() : fault();
    };
  }

  private Diagnosis path() {
    Optional<String> right = PathGuess.find(server);
    return right
        .map(PathGuess::wrongPath)
        .orElseGet(() -> answer.status() == 400 ? refused() : wrongPath());
  }

  private Diagnosis wrongPath() {
    boolean proxyItself =
        answer.body().contains("<center>nginx") || answer.body().contains("<center>openresty");
    return Diagnosis.of(
        Party.REQUEST,
        "No WebSocket endpoint is at the path "
            + PrintableOctets.brief(server.target().path())
            + " ("
            + answer.status()
            + ").",
        "Check the path of the URL: spelling, upper and lower case, context path.",
        proxyItself
            ? "nginx itself answers: add a location for this path, with proxy_pass."
            : "If a proxy is between, look whether it adds or removes a prefix (proxy_pass with a"
                + " path), and whether it passes on Upgrade: some applications answer 404 without it.",
        "Look into the application's routes: which path has the WebSocket?");
  }

  private Diagnosis forbidden() {
    return Diagnosis.of(
        Party.REQUEST,
        "The server refuses this client (403), with an origin and without.",
        "If it needs a login, log in first, and give the cookie or the token: --cookie, --token-file.",
        "If pages of some origins only may connect, give the page's: --origin https://www.example.com.",
        "If a web application firewall is in front, let it pass WebSocket handshakes at this path.");
  }

  private Diagnosis tooLong() {
    return Diagnosis.of(
        Party.REQUEST,
        "The request is too long for the server (" + answer.status() + ").",
        "Send less: most often delete this site's cookies, or put what is in the URL into messages.");
  }

  private Diagnosis otherHost() {
    return Diagnosis.of(
        Party.REQUEST,
        "The server does not serve the host " + server.target().authority() + ".",
        "Use the server's own name in the URL, or let the server answer to this one. Parley:",
        "  --allow-host " + server.target().host(),
        "If a proxy is between, let it pass on Host. nginx:",
        "  proxy_set_header Host $http_host;");
  }

  private Diagnosis busy() {
    String after = answer.field("Retry-After");
    return Diagnosis.of(
        Party.APPLICATION,
        "The server takes no more connections now (" + answer.status() + ").",
        after.isEmpty()
            ? "Come back later, with pauses that grow."
            : "Come back after Retry-After: " + PrintableOctets.brief(after) + " seconds.",
        "Look on the server whether it stops, or has reached its limit of connections.");
  }

  private Diagnosis refused() {
    return Diagnosis.of(
        Party.APPLICATION,
        "The application refuses the handshake with " + answer.status() + " and does not say why.",
        "Read the server's log at this second.",
        "Send exactly what the page sends: --origin, --subprotocol, --cookie, --header.");
  }

  private Diagnosis fault() {
    return Diagnosis.of(
        Party.APPLICATION,
        "The application fails at the handshake (" + answer.status() + ").",
        "Read the server's log at this second: it has the exception.");
  }
}
