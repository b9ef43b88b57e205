package io.parley.doctor;

import io.parley.probe.transport.ConnectionState;

/** Why a handshake got no response of HTTP/1. */
final class NoAnswerDiagnosis {
  private static final String TLS_ALERT = "\u0015\u0003";

  private NoAnswerDiagnosis() {}

  static Diagnosis find(Server server, Answer answer) {
    boolean secure = server.target().secure();
    String octets = answer.octets();
    boolean wanted = secure && octets.isEmpty() && server.wantsCertificate();
    if (wanted || answer.problem().contains("certificate")) {
      return TlsDiagnosis.clientCertificate();
    }
    if (HttpTwoAdvice.isHttpTwo(octets)) {
      return secure ? HttpTwoAdvice.overTls() : HttpTwoAdvice.withoutTls();
    }
    if (!secure && (octets.startsWith(TLS_ALERT) || octets.isEmpty()) && server.speaksTls()) {
      return tlsWanted(server.target());
    }
    if (octets.startsWith("HTTP/")) {
      return malformed(answer);
    }
    return octets.isEmpty()
        ? silent(server, answer)
        : ForeignProtocol.diagnosis(server.target().port());
  }

  static Diagnosis tlsWanted(DoctorTarget target) {
    return Diagnosis.of(
        Party.REQUEST,
        "The URL says ws:, and this port speaks TLS.",
        "Use " + target.otherScheme() + ".",
        "In a page: new WebSocket(location.origin.replace(/^http/, \"ws\") + \""
            + target.path()
            + "\")");
  }

  private static Diagnosis malformed(Answer answer) {
    boolean cut = answer.state() == ConnectionState.TIMED_OUT;
    return Diagnosis.of(
        Party.APPLICATION,
        cut
            ? "The answer begins, and its head does not end in time."
            : "The answer is not a valid one of HTTP/1.1.",
        "End the head with an empty line, and each line with CR and LF (RFC 9112 2.1), within 256"
            + " KiB.");
  }

  /** Nothing came: is it the upgrade that is not answered, or the server that answers nothing? */
  private static Diagnosis silent(Server server, Answer answer) {
    boolean secure = server.target().secure();
    if (secure ? server.chooses(TlsSession.HTTP_2) : server.speaksHttpTwo()) {
      if (server.ask(server.get(server.target().resource())).response().isEmpty()) {
        return secure ? HttpTwoAdvice.overTls() : HttpTwoAdvice.withoutTls();
      }
    }
    boolean ended = answer.state() != ConnectionState.TIMED_OUT;
    return server.ask(server.get(server.target().resource())).response().isPresent()
        ? swallowed(ended)
        : dead(ended);
  }

  private static Diagnosis swallowed(boolean ended) {
    return Diagnosis.of(
        Party.PROXY,
        "A plain request is answered; the same with Upgrade "
            + (ended ? "ends the connection." : "is not answered."),
        "Look for a filter that blocks WebSockets: a firewall's or virus scanner's inspection of"
            + " HTTP, an office's proxy. Over wss: it rarely sees enough to interfere.",
        "If nothing is between, the application fails at the upgrade: read its log.");
  }

  private static Diagnosis dead(boolean ended) {
    return Diagnosis.of(
        Party.APPLICATION,
        "The server accepts the connection and then "
            + (ended ? "ends it without an answer." : "does not answer."),
        ended
            ? "Read the server's log: it fails at each request, or this port is not for HTTP."
            : "Look whether it hangs: threads all busy, a database that does not answer, a debugger"
                + " that halts it.",
        "Ask it on its own machine, so that nothing is between:",
        "  curl -i http://127.0.0.1:8080/");
  }
}
