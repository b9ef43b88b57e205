package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.io.IOException;
import java.util.Locale;

/** Why a TLS handshake failed. */
final class TlsDiagnosis {
  private TlsDiagnosis() {}

  /** Names the cause; asks the server again, without TLS or for HTTP/2, where that tells more. */
  static FailedStepException of(IOException failure, Server server) {
    String said = PrintableOctets.brief(String.valueOf(failure.getMessage()));
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("no_application_protocol") && server.chooses(TlsSession.HTTP_2)) {
      return new FailedStepException(HttpTwoAdvice.overTls(), "the server takes only h2 by ALPN");
    }
    if (words.contains("not accepted by client preferences")
        || words.contains("protocol_version")) {
      return new FailedStepException(oldProtocol(), said);
    }
    if (words.contains("certificate_required") || words.contains("bad_certificate")) {
      return new FailedStepException(clientCertificate(), said);
    }
    if (words.contains("unrecognized_name")) {
      return new FailedStepException(unknownName(server.target().host()), said);
    }
    if (words.contains("fatal alert")) {
      return new FailedStepException(noCommonGround(), said);
    }
    Answer plain = server.askPlainly();
    if (plain.octets().isEmpty()) {
      return new FailedStepException(silent(), said);
    }
    return new FailedStepException(plaintext(plain, server.target()), plain.shown());
  }

  static Diagnosis clientCertificate() {
    return Diagnosis.of(
        Party.REQUEST,
        "The server wants a certificate of the client.",
        "Install the client's certificate in the browser. For a path without, nginx:",
        "  ssl_verify_client optional;");
  }

  private static Diagnosis oldProtocol() {
    return Diagnosis.of(
        Party.TLS,
        "The server speaks only versions of TLS that clients have given up.",
        "Allow TLS 1.2 and 1.3. nginx:",
        "  ssl_protocols TLSv1.2 TLSv1.3;");
  }

  private static Diagnosis unknownName(String host) {
    return Diagnosis.of(
        Party.TLS,
        "The server has no certificate for the name " + host + ".",
        "Add the name to the server's configuration, or use its own name in the URL.");
  }

  private static Diagnosis noCommonGround() {
    return Diagnosis.of(
        Party.TLS,
        "The server and this client have no TLS version, cipher or signature in common.",
        "Allow TLS 1.2 and 1.3 with their usual ciphers. nginx:",
        "  ssl_protocols TLSv1.2 TLSv1.3;",
        "  ssl_ciphers HIGH:!aNULL:!MD5;");
  }

  private static Diagnosis silent() {
    return Diagnosis.of(
        Party.TLS,
        "The server accepts TCP connections and ends them, or is silent, when TLS begins.",
        "Check that this port is the one with TLS, and that the server has a certificate for it."
            + " nginx:",
        "  listen 443 ssl;",
        "If other networks get through, a filter in this one cuts the connection by its name.");
  }

  private static Diagnosis plaintext(Answer plain, DoctorTarget target) {
    if (plain.response().isPresent()) {
      return Diagnosis.of(
          Party.REQUEST,
          "The URL says wss:, and this port speaks HTTP without TLS.",
          "Use " + target.otherScheme() + ", or the port that has TLS (443).",
          "A page of https: needs wss:. Then let a proxy end TLS in front of this port. nginx:",
          "  listen 443 ssl;",
          "  proxy_pass http://127.0.0.1:" + target.port() + ";");
    }
    return ForeignProtocol.diagnosis(target.port());
  }
}
