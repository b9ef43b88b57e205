package io.parley.guard;

import io.parley.handshake.FieldNames;
import io.parley.handshake.Finding;
import io.parley.handshake.Policy;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers;
import io.parley.http.PathFault;
import io.parley.problem.ProblemJson;
import java.util.Optional;

/**
 * The response that refuses a request.
 *
 * @param id names the handshake in the log and in the body
 * @param trace ends in the refusal
 * @param fields all but {@code Content-Length}
 * @param body a problem (RFC 9457); not sent to HEAD
 */
public record RefusalResponse(String id, Trace trace, int status, Headers fields, String body) {

  /** Makes the response for a trace that ends in a refusal. */
  static RefusalResponse of(String id, ReceivedRequest receivedRequest, Trace trace) {
    Refuse refuse = (Refuse) trace.verdict();
    String body = ProblemJson.write(id, receivedRequest.context(), trace, refuse);
    return new RefusalResponse(
        id, trace, refuse.code().status(), fields(receivedRequest, refuse), body);
  }

  /** Makes the response to a request that no rule refuses, but that the server could not read. */
  static RefusalResponse unread(
      ReceivedRequest receivedRequest, ProblemCode problemCode, String detail) {
    Trace trace = RuleBook.anyRequest(receivedRequest.clientHandshake(), Policy.DEFAULT);
    return of(HandshakeId.next(), receivedRequest, trace.refusedFor(problemCode, detail));
  }

  /**
   * Makes the response to a request that the server refused with a status; empty where no code
   * explains more.
   */
  static Optional<RefusalResponse> unread(ReceivedRequest receivedRequest, int status) {
    return switch (status) {
      case 400 ->
          Optional.of(
              unread(
                  receivedRequest,
                  ProblemCode.REQUEST_MALFORMED,
                  PathFault.of(receivedRequest.path())
                      .orElse("The server could not read the request.")));
      case 417 ->
          Optional.of(
              unread(
                  receivedRequest,
                  ProblemCode.EXPECTATION_UNKNOWN,
                  "Expect was not 100-continue."));
      default -> Optional.empty();
    };
  }

  /** The finding of the first refusal. */
  Finding finding() {
    return ((Refuse) trace.verdict()).finding();
  }

  private static Headers fields(ReceivedRequest receivedRequest, Refuse refuse) {
    Headers fields =
        refuse
            .fields()
            .with("Content-Type", ProblemJson.MEDIA_TYPE)
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff");
    if (receivedRequest.clientHandshake().isOverHttp2()) {
      return fields;
    }
    // 426 needs the upgrade option beside its Upgrade field (RFC 9110 7.8). On a line of its own:
    // Undertow, Payara and GlassFish close only where the first line says close and nothing else.
    Headers closing = fields.with(FieldNames.CONNECTION, "close");
    return refuse.fields().has(FieldNames.UPGRADE)
        ? closing.with(FieldNames.CONNECTION, "Upgrade")
        : closing;
  }
}
