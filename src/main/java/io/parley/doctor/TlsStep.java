package io.parley.doctor;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** Shakes hands over TLS once, and judges the certificate. */
final class TlsStep {
  private TlsStep() {}

  /**
   * Returns once a client could send its request.
   *
   * @param seen gets the protocol and the certificate
   */
  static void check(Server server, List<String> seen) throws FailedStepException {
    TlsSession session = shakeHands(server);
    try (Socket socket = session.socket()) {
      String chosen = session.applicationProtocol();
      String alpn = chosen.isEmpty() ? "no application protocol by ALPN" : chosen + " by ALPN";
      seen.add((socket.isConnected() ? session.protocol() : "TLS") + ", " + alpn);
      seen.add(CertificateJudge.shown(session.chain().get(0)));
      seen.add("length of the chain: " + session.chain().size());
    } catch (IOException e) {
      seen.add("the connection could not be closed");
    }
    judge(server, session, seen);
  }

  private static TlsSession shakeHands(Server server) throws FailedStepException {
    try {
      return server.shakeHands(List.of(TlsSession.HTTP_1));
    } catch (IOException e) {
      throw TlsDiagnosis.of(e, server);
    }
  }

  private static void judge(Server server, TlsSession session, List<String> seen)
      throws FailedStepException {
    Optional<Diagnosis> wrong = server.judge(session);
    if (wrong.isPresent() && !server.options().insecure()) {
      throw new FailedStepException(wrong.get(), seen);
    }
    wrong.ifPresent(diagnosis -> seen.add("--insecure ignores this: " + diagnosis.cause()));
  }
}
