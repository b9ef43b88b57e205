package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.util.ArrayList;
import java.util.List;

/** What to change where the origin decides. */
final class OriginDiagnosis {
  private OriginDiagnosis() {}

  /** The same handshake is accepted without its origin. */
  static Diagnosis refused(DoctorOptions options) {
    String origin = PrintableOctets.brief(options.origin().orElse(""));
    return new Diagnosis(
        Party.APPLICATION,
        "The server does not allow pages of " + origin + ": without Origin the same is accepted.",
        lines(options));
  }

  /** Lines for the server, and for a proxy where the page is the server's own. */
  static List<String> lines(DoctorOptions options) {
    String origin = PrintableOctets.brief(options.origin().orElse("https://www.example.com"));
    List<String> lines = new ArrayList<>();
    lines.add("Add the page's origin to those that the server allows. Parley:");
    lines.add("  --allow-origin " + origin);
    lines.add("It is the scheme, the host and the port of the page, written as the browser does.");
    lines.add("If the page is the server's own, a proxy changes Host or the scheme. nginx:");
    lines.add("  proxy_set_header Host $http_host;");
    lines.add("  proxy_set_header X-Forwarded-Proto $scheme;");
    return lines;
  }

  /** The server refuses its own page, which only a proxy can make it do. */
  static Diagnosis hostReplaced(DoctorTarget target) {
    return Diagnosis.of(
        Party.PROXY,
        "The server refuses a page of its own, "
            + target.origin()
            + ": the proxy replaces Host, or does not tell the scheme.",
        "Let the proxy pass on the browser's Host, and tell the scheme. nginx:",
        "  proxy_set_header Host $http_host;",
        "  proxy_set_header X-Forwarded-Proto $scheme;",
        "HAProxy:",
        "  http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]",
        "Apache:",
        "  ProxyPreserveHost On",
        "  RequestHeader set X-Forwarded-Proto https",
        "Otherwise add the origin to those that the server allows. Parley:",
        "  --allow-origin " + target.origin());
  }

  static Diagnosis wanted(DoctorTarget target) {
    return Diagnosis.of(
        Party.REQUEST,
        "The server wants an Origin, and the handshake had none.",
        "Send the origin of the page, as a browser does. Here:",
        "  --origin " + target.origin());
  }
}
