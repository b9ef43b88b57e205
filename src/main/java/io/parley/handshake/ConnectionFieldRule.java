package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;
import java.util.Optional;

/** Row 8 over HTTP/2: no field belongs to an HTTP/1 connection. For every request. */
final class ConnectionFieldRule extends RequestRule {
  private static final List<String> FORBIDDEN =
      List.of(
          FieldNames.CONNECTION,
          FieldNames.UPGRADE,
          "Keep-Alive",
          "Proxy-Connection",
          "Transfer-Encoding");

  ConnectionFieldRule() {
    super("connection-fields");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.clientHandshake().isOverHttp2()
        ? List.of(judge(handshake.headers()))
        : List.of();
  }

  private Finding judge(Headers headers) {
    Optional<String> found =
        FORBIDDEN.stream().filter(headers::has).findFirst().or(() -> coding(headers));
    return found
        .map(name -> refused(name, headers))
        .orElseGet(
            () ->
                passed(Clause.CONNECTION_FIELDS, "", "No field belongs to an HTTP/1 connection."));
  }

  private static Optional<String> coding(Headers headers) {
    return Optional.of("TE")
        .filter(headers::has)
        .filter(name -> !headers.joined(name).equalsIgnoreCase("trailers"));
  }

  private Finding refused(String name, Headers headers) {
    String shown = SafeText.of(FieldValues.shown(name, headers.joined(name)));
    return refused(
        ProblemCode.CONNECTION_FIELD_NOT_ALLOWED,
        shown,
        name + " was \"" + shown + "\", which HTTP/2 does not allow.");
  }
}
