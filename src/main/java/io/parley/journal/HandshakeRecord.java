package io.parley.journal;

import io.parley.handshake.Finding;
import io.parley.handshake.ProblemCode;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One handshake with its explanation.
 *
 * @param id the name in the log and in a refusal's body
 * @param attempt the name that the client gave it; empty for none
 * @param took from the request's arrival at the guard to the decision
 * @param address the client's, without a port; IPv6 without brackets, in the form of RFC 5952
 * @param connectionEnd empty for a refusal, and while the connection is open
 */
public record HandshakeRecord(
    String id,
    Optional<String> attempt,
    Instant at,
    Duration took,
    String address,
    RecordedRequest recordedRequest,
    Trace trace,
    RecordedResponse recordedResponse,
    Optional<ConnectionEnd> connectionEnd) {
  /** Approximate bytes of the objects around the texts. */
  private static final int OBJECTS = 2_048;

  /** The refusal's code; empty where the handshake was accepted. */
  public Optional<ProblemCode> code() {
    return trace.verdict() instanceof Refuse refuse ? Optional.of(refuse.code()) : Optional.empty();
  }

  /** {@code accepted}, or the code of the refusal. */
  public String outcome() {
    return code().map(ProblemCode::toString).orElse("accepted");
  }

  HandshakeRecord amended(Trace other, RecordedResponse instead) {
    return new HandshakeRecord(
        id, attempt, at, took, address, recordedRequest, other, instead, connectionEnd);
  }

  HandshakeRecord ended(ConnectionEnd how) {
    return new HandshakeRecord(
        id, attempt, at, took, address, recordedRequest, trace, recordedResponse, Optional.of(how));
  }

  /**
   * An upper estimate of the bytes in memory. Texts that records share count in each of them; how
   * the connection ended counts from the beginning.
   */
  int size() {
    int characters =
        address.length()
            + recordedRequest.target().length()
            + characters(recordedRequest.fields())
            + characters(recordedResponse.fields());
    List<Finding> findings = trace.findings();
    for (int at = 0; at < findings.size(); at++) {
      characters += findings.get(at).saw().length() + findings.get(at).detail().length();
    }
    return OBJECTS + 2 * characters;
  }

  /** By index: see the fields of {@link Headers}. */
  private static int characters(List<Field> fields) {
    int characters = 0;
    for (int at = 0; at < fields.size(); at++) {
      characters += fields.get(at).name().length() + fields.get(at).value().length();
    }
    return characters;
  }
}
