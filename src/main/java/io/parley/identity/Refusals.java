package io.parley.identity;

import io.parley.guard.Authenticator.Refused;
import io.parley.handshake.ProblemCode;
import io.parley.http.Headers;

/** Makes refusals with the challenge that belongs to them (RFC 6750 3). */
final class Refusals {
  private static final String REALM = "Bearer realm=\"parley\"";

  private Refusals() {}

  static Refused of(ProblemCode problemCode, String detail) {
    return new Refused(problemCode, detail, fields(problemCode, detail));
  }

  static Refused of(Verification.Invalid invalid) {
    return of(invalid.problemCode(), invalid.detail());
  }

  /** A challenge without an error where the client sent no credentials. */
  static Headers fields(ProblemCode problemCode, String detail) {
    String error =
        switch (problemCode.status()) {
          case 400 -> "invalid_request";
          case 401 -> problemCode == ProblemCode.AUTHENTICATION_REQUIRED ? "" : "invalid_token";
          default -> "none";
        };
    return switch (error) {
      case "none" -> Headers.none();
      case "" -> Headers.none().with("WWW-Authenticate", REALM);
      default ->
          Headers.none()
              .with(
                  "WWW-Authenticate",
                  REALM + ", error=\"" + error + "\", error_description=\"" + text(detail) + "\"");
    };
  }

  /** The characters of {@code error_description} (RFC 6750 3). */
  private static String text(String detail) {
    return detail.replace('"', '\'').replaceAll("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
  }
}
