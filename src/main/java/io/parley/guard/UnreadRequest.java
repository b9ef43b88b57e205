package io.parley.guard;

import io.parley.handshake.ClientHandshake;
import io.parley.handshake.FieldValues;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.Trace;
import io.parley.http.HeadFault;
import io.parley.http.Headers.Field;
import io.parley.http.RawHead;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * A request whose head the server did not read to its end.
 *
 * @param context the context path: empty, or with a leading slash
 * @param head the received part of it
 * @param address the peer's, without a port
 * @param secure whether it came over TLS, as far as the server knows
 * @param status the status that the server would send
 * @param limits the server's limits for reading requests
 */
public record UnreadRequest(
    String context, RawHead head, String address, boolean secure, int status, Limits limits) {
  /**
   * The limits for reading a request.
   *
   * @param bytes the largest head, in bytes
   * @param time the time in which a request has to arrive
   */
  public record Limits(int bytes, Duration time) {}

  ReceivedRequest received() {
    ClientHandshake clientHandshake =
        new ClientHandshake(
            head.method(), head.protocol(), Optional.empty(), secure, head.headers());
    String path = head.target().split("[?#]", 2)[0];
    String below = path.startsWith(context) ? path.substring(context.length()) : path;
    return new ReceivedRequest(
        context, below, head.target(), address, Optional.empty(), clientHandshake);
  }

  Trace trace() {
    return switch (status) {
      case 408 ->
          Trace.refused(
              ProblemCode.REQUEST_TOO_SLOW,
              "",
              "The request was not whole after " + limits.time().toSeconds() + " s.");
      case 414 ->
          Trace.refused(
              ProblemCode.TARGET_TOO_LONG, "", "The target exceeds " + limits.bytes() + " bytes.");
      case 431 -> tooLarge(longestField());
      default ->
          head.fault()
              .map(UnreadRequest::trace)
              .orElseGet(
                  () ->
                      Trace.refused(
                          ProblemCode.REQUEST_MALFORMED,
                          "",
                          "The server could not read the request."));
    };
  }

  private Trace tooLarge(String longest) {
    String detail =
        String.format(
            "The request line and the fields exceed %d bytes; the longest field is %s.",
            limits.bytes(), longest);
    return Trace.refused(ProblemCode.HEADER_TOO_LARGE, longest, detail);
  }

  private static Trace trace(HeadFault fault) {
    ProblemCode problemCode =
        switch (fault.kind()) {
          case REQUEST_LINE -> ProblemCode.REQUEST_MALFORMED;
          case OLD_VERSION -> ProblemCode.HTTP_VERSION_OLD;
          case FIELD_LINE -> ProblemCode.FIELD_MALFORMED;
          case CONTENT_LENGTH -> ProblemCode.CONTENT_LENGTH_AMBIGUOUS;
        };
    return Trace.refused(problemCode, shown(fault), fault.detail());
  }

  private static String shown(HeadFault fault) {
    return fault.kind() == HeadFault.Kind.FIELD_LINE
        ? FieldValues.name(fault.saw())
        : FieldValues.startWord(fault.saw());
  }

  private String longestField() {
    return head.headers().fields().stream()
        .max(Comparator.comparing((Field field) -> field.name().length() + field.value().length()))
        .map(field -> FieldValues.name(field.name()))
        .orElse("");
  }
}
