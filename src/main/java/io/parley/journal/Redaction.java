package io.parley.journal;

import io.parley.http.Headers.Field;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes secrets out of what a peer sent. What is left says that something stood there. */
final class Redaction {
  static final String REDACTED = "(redacted)";

  private static final Pattern SECRET_FIELD =
      Pattern.compile(
          ".*(cookie|auth|token|secret|passw|credential|session|jwt|signature|api-?key).*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          ".*(auth|token|secret|passw|credential|session|jwt|signature|ticket|api[-_]?key).*"
              + "|key|code|sig|sid|pwd|pw",
          Pattern.CASE_INSENSITIVE);

  /** Long, of the characters of base64, hexadecimal or a JWT, and no mere words. */
  private static final Pattern TOKEN =
      Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9._~+/=%-]{20,}");

  /** Not {@code #}: no target has a fragment. */
  private static final Pattern QUERY = Pattern.compile("\\?.*", Pattern.DOTALL);

  private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?]*@");

  private Redaction() {}

  static Field field(Field field) {
    if (field.name().regionMatches(true, 0, "Sec-WebSocket-", 0, "Sec-WebSocket-".length())) {
      return field;
    }
    if (SECRET_FIELD.matcher(field.name()).matches()) {
      return new Field(field.name(), REDACTED);
    }
    return field.name().equalsIgnoreCase("Referer")
        ? new Field(field.name(), target(field.value()))
        : field;
  }

  /** A request target or a URL: user information and values of the query may be secrets. */
  static String target(String target) {
    String anonymous = USER.matcher(target).replaceFirst("$1" + REDACTED + "@");
    return QUERY
        .matcher(anonymous)
        .replaceFirst(query -> Matcher.quoteReplacement(query(query.group())));
  }

  private static String query(String query) {
    return Arrays.stream(query.substring(1).split("&", -1))
        .map(Redaction::parameter)
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? "" : parameter.substring(0, equals);
    String value = parameter.substring(equals + 1);
    boolean known = name.equals(Attempt.PARAMETER) && Attempt.isValid(value);
    boolean secret = SECRET_PARAMETER.matcher(name).matches() || TOKEN.matcher(value).matches();
    return !secret || known ? parameter : parameter.substring(0, equals + 1) + REDACTED;
  }
}
