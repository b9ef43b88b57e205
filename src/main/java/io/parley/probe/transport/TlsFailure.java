package io.parley.probe.transport;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says in one sentence why TLS failed, and what to change. */
final class TlsFailure {
  static final String ENDED = "the server closed the connection during the TLS handshake";

  private static final Pattern ALERT =
      Pattern.compile("(?:\\(\\w+\\) )?Received fatal alert: (\\w+)");

  private static final String OWN =
      "the server does not accept our certificate; check --cert and --key";

  private static final Map<String, String> ALERTS =
      Map.ofEntries(
          Map.entry(
              "certificate_required",
              "the server requires a client's certificate; name one with --cert and --key"),
          Map.entry("bad_certificate", OWN + ", or name one if none was given"),
          Map.entry("certificate_unknown", OWN),
          Map.entry("certificate_expired", OWN),
          Map.entry("certificate_revoked", OWN),
          Map.entry("unsupported_certificate", OWN),
          Map.entry("unknown_ca", OWN),
          Map.entry("access_denied", OWN),
          Map.entry("unrecognized_name", "the server knows no host of this name"),
          Map.entry("protocol_version", "the server speaks no version of TLS that this JDK speaks"),
          Map.entry("no_application_protocol", "the server speaks none of the offered protocols"),
          Map.entry(
              "handshake_failure",
              "the server ended the TLS handshake; it may require a client's certificate"
                  + " (--cert, --key), or it shares no cipher suite with this JDK"));

  private static final List<String> NO_TLS =
      List.of("unrecognized ssl message", "plaintext connection", "not an ssl/tls record");

  private TlsFailure() {}

  static String words(IOException failure) {
    return causes(failure)
        .filter(UntrustedCertificateException.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .or(() -> alert(failure))
        .orElseGet(() -> other(failure));
  }

  private static Optional<String> alert(IOException failure) {
    Matcher alert = ALERT.matcher(message(failure));
    if (!alert.matches()) {
      return Optional.empty();
    }
    String name = alert.group(1).toLowerCase(Locale.ROOT);
    String words = ALERTS.getOrDefault(name, "the server ended TLS");
    return Optional.of(words + " (TLS alert " + name + ")");
  }

  private static String other(IOException failure) {
    String message = message(failure);
    String lower = message.toLowerCase(Locale.ROOT);
    if (NO_TLS.stream().anyMatch(lower::contains)) {
      return "the server does not answer with TLS; without TLS the URL begins with ws:";
    }
    if (message.equals(ENDED)) {
      return ENDED;
    }
    return failure instanceof SSLException
        ? "TLS failed: " + Shown.text(message)
        : "the server reset the connection during the TLS handshake";
  }

  private static String message(IOException failure) {
    return Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}
