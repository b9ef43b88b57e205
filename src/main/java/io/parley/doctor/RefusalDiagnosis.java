package io.parley.doctor;

import io.parley.probe.ProbeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a handshake was answered with another status than 101. */
final class RefusalDiagnosis {
  private final Server server;
  private final Answer answer;
  private final Optional<ProxyKind> proxy;

  RefusalDiagnosis(Server server, Answer answer) {
    this.server = server;
    this.answer = answer;
    this.proxy = ProxyKind.of(answer);
  }

  Diagnosis find() {
    return byStatus()
        .or(this::byProblem)
        .or(this::byChange)
        .or(this::byPlainRequest)
        .orElseGet(() -> new StatusDiagnosis(server, answer).find());
  }

  /** What the status alone tells. */
  private Optional<Diagnosis> byStatus() {
    int status = answer.status();
    return switch (status) {
      case 407 -> Optional.of(proxyLogin());
      case 511 -> Optional.of(PageDiagnosis.portal("the status 511 says so"));
      case 502, 504 -> Optional.of(backEnd(status));
      case 503 ->
          answer.hasServer() || !answer.isPage() ? Optional.empty() : Optional.of(backEnd(503));
      default -> byKind(status);
    };
  }

  private Optional<Diagnosis> byKind(int status) {
    if (status == 400 && answer.body().contains("SSL certificate")) {
      return Optional.of(TlsDiagnosis.clientCertificate());
    }
    if (speaksTls()) {
      return Optional.of(NoAnswerDiagnosis.tlsWanted(server.target()));
    }
    if (onlyHttpTwo()) {
      return Optional.of(HttpTwoAdvice.overTls());
    }
    if (status >= 300 && status < 400) {
      return Optional.of(new RedirectDiagnosis(server, answer).find());
    }
    if (answer.response().orElseThrow().line().startsWith("HTTP/1.0")) {
      return Optional.of(oldVersion());
    }
    return status >= 200 && status < 300
        ? Optional.of(new PageDiagnosis(server, answer).find())
        : Optional.empty();
  }

  private boolean speaksTls() {
    return !server.target().secure() && answer.status() == 400 && server.speaksTls();
  }

  /** Some servers of HTTP/2 refuse in the words of HTTP/1.1 where ALPN agreed on nothing. */
  private boolean onlyHttpTwo() {
    return server.target().secure()
        && !server.chooses(TlsSession.HTTP_1)
        && server.chooses(TlsSession.HTTP_2);
  }

  private Diagnosis proxyLogin() {
    return Diagnosis.of(
        Party.PROXY,
        "A proxy of this network wants a login of its own (407).",
        "Set up the proxy with its login in the browser or the system, or use a network without it.");
  }

  private Diagnosis backEnd(int status) {
    List<String> change = new ArrayList<>();
    change.add(
        "Start the server behind the proxy, and look whether it lives: its log, its memory.");
    change.add(
        status == 504
            ? "It did not answer in the proxy's time: look why it is slow before the time is raised."
            : "Compare the address and port that the proxy uses with where the server listens.");
    change.addAll(ProxyKind.backEnd(proxy));
    return new Diagnosis(
        Party.PROXY, "The proxy does not reach the server behind it (" + status + ").", change);
  }

  private Diagnosis oldVersion() {
    List<String> change = new ArrayList<>();
    change.add("Use a server that speaks HTTP/1.1 and WebSocket; one of HTTP/1.0 can do neither.");
    if (proxy.isPresent()) {
      change.addAll(ProxyKind.upgrade(proxy));
    }
    return new Diagnosis(
        proxy.isPresent() ? Party.PROXY : Party.APPLICATION,
        "The answer is one of HTTP/1.0, which has no upgrade.",
        change);
  }

  /** What a server says that explains itself. */
  private Optional<Diagnosis> byProblem() {
    Optional<Problem> problem = Problem.of(answer);
    return problem.flatMap(Problem::party).map(party -> explained(party, problem.orElseThrow()));
  }

  private Diagnosis explained(Party party, Problem problem) {
    if (problem.code().equals("origin-not-allowed") && isOwnOriginBehindAProxy()) {
      return OriginDiagnosis.hostReplaced(server.target());
    }
    List<String> change = new ArrayList<>(problem.lines());
    if (party == Party.PROXY) {
      change.addAll(ProxyKind.upgrade(proxy));
    }
    if (problem.code().equals("origin-not-allowed")) {
      change.addAll(OriginDiagnosis.lines(server.options()));
    }
    return new Diagnosis(party, problem.cause(), change);
  }

  /** Leaves out one thing after the other until the answer changes. */
  private Optional<Diagnosis> byChange() {
    ProbeRequest handshake = server.handshake();
    if (server.options().origin().isPresent() && opens(handshake.without("Origin"))) {
      return Optional.of(
          isOwnOriginBehindAProxy()
              ? OriginDiagnosis.hostReplaced(server.target())
              : OriginDiagnosis.refused(server.options()));
    }
    if (server.options().origin().isEmpty()
        && opens(handshake.with("Origin", server.target().origin()))) {
      return Optional.of(OriginDiagnosis.wanted(server.target()));
    }
    if (!server.options().subprotocols().isEmpty() && opens(handshake.without(Server.PROTOCOL))) {
      return Optional.of(SubprotocolStep.refused(server.options().subprotocols()));
    }
    if (opens(handshake.without(Server.EXTENSIONS))) {
      return Optional.of(extensionRefused());
    }
    return server.options().headers().isEmpty() || !opens(withoutHeaders(handshake))
        ? Optional.empty()
        : Optional.of(headersRefused());
  }

  private boolean isOwnOriginBehindAProxy() {
    return proxy.isPresent()
        && server.options().origin().filter(server.target().origin()::equalsIgnoreCase).isPresent();
  }

  private boolean opens(ProbeRequest request) {
    return server.ask(request).upgrades();
  }

  private ProbeRequest withoutHeaders(ProbeRequest handshake) {
    ProbeRequest request = handshake;
    for (var field : server.options().headers()) {
      request = request.without(field.name());
    }
    return request.with("Host", server.target().authority());
  }

  private static Diagnosis extensionRefused() {
    return Diagnosis.of(
        Party.APPLICATION,
        "The handshake is refused because it offers permessage-deflate, as every browser does.",
        "Update the server's library: an extension that it does not know has to be left out of the"
            + " 101, not refused (RFC 6455 9.1).");
  }

  private Diagnosis headersRefused() {
    return Diagnosis.of(
        Party.REQUEST,
        "The handshake is accepted without the given fields: "
            + String.join(", ", server.options().headers().stream().map(f -> f.name()).toList())
            + ".",
        answer.status() == 431
            ? "Send less: most often delete this site's cookies."
            : "Correct the value: an old cookie or token, or one for another site.");
  }

  /** The same answer without Upgrade and Connection: they did not arrive. */
  private Optional<Diagnosis> byPlainRequest() {
    int status = answer.status();
    boolean wanting = status == 426 && !server.handshake().values("Upgrade").isEmpty();
    boolean asked = status == 400 || status == 405 || status == 501;
    if (wanting || (asked && answer.isLike(server.ask(server.get(server.target().resource()))))) {
      return Optional.of(dropped(wanting));
    }
    return Optional.empty();
  }

  private Diagnosis dropped(boolean wanting) {
    List<String> change = new ArrayList<>();
    change.add("Let the proxy pass on Upgrade and Connection, which hold for one hop only.");
    change.addAll(ProxyKind.upgrade(proxy));
    return new Diagnosis(
        Party.PROXY,
        wanting
            ? "The server got no Upgrade, which was sent: a proxy dropped it."
            : "The answer is the same without Upgrade and Connection: a proxy dropped them.",
        change);
  }
}
