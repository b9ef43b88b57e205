package io.parley.journal;

import io.parley.handshake.Code;
import io.parley.handshake.Finding;
import io.parley.handshake.Trace;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One handshake, explained.
 *
 * @param id names it in the log and in a refusal's body
 * @param attempt the name that the client gave it; empty for none
 * @param took from the request's arrival at the guard to the decision
 * @param address the client's, without a port
 * @param ending empty for a refusal, and while the connection is open
 */
public record Entry(
    String id,
    Optional<String> attempt,
    Instant at,
    Duration took,
    String address,
    Request request,
    Trace trace,
    Reply reply,
    Optional<Ending> ending) {
  /** Bytes of the objects around the texts, roughly. */
  private static final int OBJECTS = 2_048;

  /** The refusal's; empty where the handshake was accepted. */
  public Optional<Code> code() {
    return trace.verdict() instanceof Refuse refuse ? Optional.of(refuse.code()) : Optional.empty();
  }

  /** {@code accepted}, or the code of the refusal. */
  public String outcome() {
    return code().map(Code::toString).orElse("accepted");
  }

  Entry amended(Trace other, Reply instead) {
    return new Entry(id, attempt, at, took, address, request, other, instead, ending);
  }

  Entry ended(Ending how) {
    return new Entry(id, attempt, at, took, address, request, trace, reply, Optional.of(how));
  }

  /** Bytes in memory, rather too many than too few: texts that entries share count in each. */
  int size() {
    int characters = address.length() + request.target().length();
    for (List<Field> fields : List.of(request.fields(), reply.fields())) {
      for (Field field : fields) {
        characters += field.name().length() + field.value().length();
      }
    }
    for (Finding finding : trace.findings()) {
      characters += finding.saw().length() + finding.detail().length();
    }
    return OBJECTS + 2 * characters;
  }
}
