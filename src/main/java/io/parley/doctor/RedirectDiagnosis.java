package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a handshake is redirected to. No client follows: a browser reports 1006. */
final class RedirectDiagnosis {
  private static final Pattern PORTAL =
      Pattern.compile("(?i)captive|portal|hotspot|wi-?fi|wispr|guest");
  private static final Pattern LOGIN =
      Pattern.compile("(?i)log-?in|sign-?in|auth|sso|saml|oidc|session|account|idp");

  private final Server server;
  private final Answer answer;

  RedirectDiagnosis(Server server, Answer answer) {
    this.server = server;
    this.answer = answer;
  }

  Diagnosis find() {
    String location = answer.field("Location");
    return target(location)
        .map(this::diagnosis)
        .orElseGet(() -> broken(PrintableOctets.brief(location)));
  }

  /** Without anything that has no host after all. */
  private Optional<URI> target(String location) {
    try {
      String base = server.target().origin() + server.target().path();
      URI uri = URI.create(base).resolve(location);
      return uri.getHost() == null || location.isEmpty() ? Optional.empty() : Optional.of(uri);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Diagnosis diagnosis(URI to) {
    String words = to.getHost() + to.getPath();
    if (!server.target().secure() && PORTAL.matcher(words).find()) {
      return PageDiagnosis.portal("it redirects to " + host(to));
    }
    if (LOGIN.matcher(words).find()) {
      return PageDiagnosis.login(
          "The handshake is redirected to a login: " + shown(to) + ".", server.options());
    }
    return moved(to);
  }

  private Diagnosis moved(URI to) {
    boolean tls = "https".equals(to.getScheme()) && !server.target().secure();
    String url = shown(to).replaceFirst("^http", "ws");
    return Diagnosis.of(
        Party.REQUEST,
        "The handshake is redirected to " + shown(to) + ", and no browser follows.",
        tls ? "Use wss: in the URL, as the server serves only TLS:" : "Use the final URL at once:",
        "  " + url,
        "In a page, location.origin.replace(/^http/, \"ws\") always has the scheme and host of the"
            + " page.");
  }

  private static String host(URI to) {
    return PrintableOctets.brief(to.getHost());
  }

  /** Without its query, which may hold a token. */
  private static String shown(URI to) {
    return PrintableOctets.brief(
        to.getScheme()
            + "://"
            + to.getRawAuthority()
            + (to.getRawPath() == null ? "" : to.getRawPath()));
  }

  private static Diagnosis broken(String location) {
    return Diagnosis.of(
        Party.APPLICATION,
        location.isEmpty()
            ? "The handshake is redirected, and the answer does not say where to."
            : "The handshake is redirected to what is no URL: " + location + ".",
        "Let the server answer the handshake at this path, or refuse it with 401 or 403.");
  }
}
