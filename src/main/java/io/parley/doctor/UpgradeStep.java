package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import io.parley.probe.ProbeRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Sends the opening handshake, and checks the 101 as a browser does. */
final class UpgradeStep {
  private UpgradeStep() {}

  /** Opens a WebSocket; throws the reason if there is none. */
  static WebSocketLink open(Server server) throws FailedStepException {
    return open(server, server.handshake());
  }

  /** Opens a WebSocket by another handshake than the client's. */
  static WebSocketLink open(Server server, ProbeRequest handshake) throws FailedStepException {
    DoctorConnection connection = connect(server);
    Answer answer = connection.ask(handshake, server.options().secrets());
    if (answer.upgrades()) {
      Optional<Diagnosis> wrong = check(answer, handshake);
      if (wrong.isEmpty()) {
        return new WebSocketLink(connection, answer, server.options().secrets());
      }
      throw closing(connection, new FailedStepException(wrong.get(), answer.shown()));
    }
    throw closing(connection, refused(server, answer));
  }

  private static FailedStepException refused(Server server, Answer answer) {
    Diagnosis diagnosis =
        answer.response().isPresent()
            ? new RefusalDiagnosis(server, answer).find()
            : NoAnswerDiagnosis.find(server, answer);
    return new FailedStepException(diagnosis, answer.shown());
  }

  private static FailedStepException closing(DoctorConnection connection, FailedStepException why) {
    try {
      connection.close();
    } catch (IOException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private static DoctorConnection connect(Server server) throws FailedStepException {
    try {
      return server.open();
    } catch (IOException e) {
      String said = PrintableOctets.brief(String.valueOf(e.getMessage()));
      throw new FailedStepException(
          Diagnosis.of(
              Party.APPLICATION,
              "A second connection was not accepted as the first was.",
              "Look for a limit of connections, and for several machines behind this address that"
                  + " are not set up alike."),
          said);
    }
  }

  private static Optional<Diagnosis> check(Answer answer, ProbeRequest handshake) {
    List<String> accepts = answer.response().orElseThrow().values("Sec-WebSocket-Accept");
    if (!accepts.equals(List.of(Server.accept(handshake.key())))) {
      return Optional.of(wrongAccept(accepts.isEmpty()));
    }
    if (!answer.response().get().lists("Upgrade", "websocket")) {
      return Optional.of(missing("Upgrade: websocket", answer));
    }
    if (!answer.response().get().lists("Connection", "upgrade")) {
      return Optional.of(missing("Connection: Upgrade", answer));
    }
    return Optional.empty();
  }

  private static Diagnosis wrongAccept(boolean absent) {
    return Diagnosis.of(
        Party.APPLICATION,
        "The 101 has "
            + (absent ? "no Sec-WebSocket-Accept" : "a wrong Sec-WebSocket-Accept")
            + ", so a client has to drop the connection.",
        "Answer base64(SHA-1(Sec-WebSocket-Key + \"258EAFA5-E914-47DA-95CA-C5AB0DC85B11\")), once,"
            + " or let a library make the handshake.",
        "A cache between may have answered with what it kept: let it pass this path by.");
  }

  private static Diagnosis missing(String field, Answer answer) {
    boolean proxy = ProxyKind.of(answer).isPresent();
    return Diagnosis.of(
        proxy ? Party.PROXY : Party.APPLICATION,
        "The 101 has no " + field + ", so a client has to drop the connection.",
        "Send " + field + " with the 101, and let no proxy take it out.");
  }
}
