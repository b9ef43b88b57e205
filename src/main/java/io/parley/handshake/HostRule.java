package io.parley.handshake;

import io.parley.handshake.ParsedHandshake.Name;
import io.parley.http.Authority;
import io.parley.http.Parsed.Malformed;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;

/** Row 5: there is one well-formed Host. HTTP/1.0 may omit it; HTTP/2 has :authority. */
final class HostRule extends RequestRule {
  HostRule() {
    super("host");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.needsHost() ? List.of(needed(handshake)) : List.of();
  }

  private Finding needed(ParsedHandshake handshake) {
    if (handshake.hasAuthorityAlone()) {
      return judge(":authority", handshake.target().orElseThrow());
    }
    int count = handshake.headers().values(FieldNames.HOST).size();
    return switch (count) {
      case 0 -> refused(ProblemCode.HOST_MISSING, "", "There was no Host.");
      case 1 -> one(handshake);
      default ->
          refused(
              ProblemCode.HOST_REPEATED,
              FieldValues.shown(FieldNames.HOST, handshake.headers().joined(FieldNames.HOST)),
              "There were " + count + " Host fields.");
    };
  }

  /** A malformed Host is refused even if the target has an authority of its own. */
  private Finding one(ParsedHandshake handshake) {
    Name host = handshake.host().orElseThrow();
    return host.isMalformed()
        ? judge("Host", host)
        : handshake
            .target()
            .filter(Name::isMalformed)
            .map(target -> judge("The target's host", target))
            .orElseGet(() -> judge("Host", host));
  }

  private Finding judge(String what, Name name) {
    String shown = SafeText.of(FieldValues.host(name.text()));
    return name.authority() instanceof Malformed<Authority> malformed
        ? refused(
            ProblemCode.HOST_MALFORMED,
            shown,
            what + " was \"" + shown + "\": " + malformed.why() + ".")
        : passed(Clause.HOST_FIELD, shown, "There is one Host.");
  }
}
