package io.parley.handshake;

import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;
import java.util.Set;

/** Row 12: the offered subprotocols are tokens, each named once. */
final class SubprotocolSyntaxRule extends RequestRule {
  SubprotocolSyntaxRule() {
    super("subprotocols");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    if (!handshake.headers().has(FieldNames.PROTOCOL)) {
      return List.of();
    }
    String field = handshake.headers().joined(FieldNames.PROTOCOL);
    List<String> supported = handshake.policy().subprotocols().supported();
    String shown = SafeText.of(FieldValues.shown(FieldNames.PROTOCOL, field, supported));
    return List.of(judge(shown, handshake.subprotocols()));
  }

  private Finding judge(String shown, Parsed<List<String>> parsed) {
    if (parsed instanceof Malformed<List<String>> malformed) {
      return refused(
          ProblemCode.SUBPROTOCOLS_MALFORMED,
          shown,
          "Sec-WebSocket-Protocol was \"" + shown + "\": " + malformed.why() + ".");
    }
    List<String> offered = parsed.valid().orElseThrow();
    return Set.copyOf(offered).size() < offered.size()
        ? refused(
            ProblemCode.SUBPROTOCOL_REPEATED,
            shown,
            "Sec-WebSocket-Protocol was \"" + shown + "\" and repeats itself.")
        : passed(Clause.SUBPROTOCOL_GRAMMAR, shown, "The list is well-formed.");
  }
}
