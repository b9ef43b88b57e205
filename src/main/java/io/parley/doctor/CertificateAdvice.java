package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** What is wrong with a certificate, and what to change. */
final class CertificateAdvice {
  private CertificateAdvice() {}

  static Diagnosis expired(X509Certificate each, Instant now) {
    return Diagnosis.of(
        Party.TLS,
        "The certificate expired on " + each.getNotAfter().toInstant() + ".",
        "Renew it, and let the server load the new one (nginx -s reload; certbot needs a deploy"
            + " hook for that).",
        "If it was renewed, an old process or another server answers here.",
        "This machine's clock says " + now + "; if that is wrong, set the clock.");
  }

  static Diagnosis early(X509Certificate each, Instant now) {
    return Diagnosis.of(
        Party.TLS,
        "The certificate is not valid before " + each.getNotBefore().toInstant() + ".",
        "This machine's clock says " + now + "; if that is wrong, set the clock.",
        "Otherwise use a certificate that is valid today.");
  }

  static Diagnosis otherName(String host, List<String> names) {
    String some = names.isEmpty() ? "no name at all" : String.join(", ", names);
    return Diagnosis.of(
        Party.TLS,
        "The certificate is for " + PrintableOctets.brief(some) + ", not for " + host + ".",
        "Use a certificate whose subjectAltName lists "
            + host
            + ", or a name of the certificate in"
            + " the URL.",
        "With several sites on one server, another site's certificate answered: give this name a"
            + " section of its own. nginx:",
        "  server { listen 443 ssl; server_name " + host + "; ssl_certificate …; }");
  }

  static Diagnosis selfSigned() {
    return Diagnosis.of(
        Party.TLS,
        "The certificate is signed by itself, and no client knows it.",
        "Use a certificate of a public authority, such as Let's Encrypt.",
        "For a test, trust this one: import it into the browser; here, --cacert FILE.",
        "A warning that a visitor confirmed for a page does not count for a WebSocket on another host"
            + " or port.");
  }

  static Diagnosis unknownAuthority(String issuer) {
    return Diagnosis.of(
        Party.TLS,
        "The certificate is signed by an authority that this machine does not know: "
            + issuer
            + ".",
        "Use a certificate of a public authority, or install this authority's certificate on each"
            + " client; here, --cacert FILE.",
        "If the authority belongs to your office, its filter looks into TLS: ask for an exception"
            + " for this host.");
  }

  static Diagnosis incomplete(String issuer) {
    return Diagnosis.of(
        Party.TLS,
        "The server does not send the certificate of " + issuer + ", which signed its own.",
        "Send the whole chain. Some browsers fetch what is missing; other clients fail. nginx:",
        "  ssl_certificate /etc/ssl/chat.example.com/fullchain.pem;",
        "HAProxy: the chain belongs into the file of crt. Apache: SSLCertificateFile fullchain.pem.");
  }

  static Diagnosis weak(String why) {
    return Diagnosis.of(
        Party.TLS,
        "The chain is not one that clients take today: " + why + ".",
        "Use a certificate with an RSA key of at least 2048 bits or an EC key, signed with SHA-256.");
  }
}
