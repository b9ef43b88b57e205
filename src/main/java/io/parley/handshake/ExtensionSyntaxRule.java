package io.parley.handshake;

import io.parley.http.Parameterized;
import io.parley.http.Parsed.Malformed;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;

/** Row 14: the offered extensions follow their grammar. */
final class ExtensionSyntaxRule extends RequestRule {
  ExtensionSyntaxRule() {
    super("extensions");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    if (!handshake.headers().has(FieldNames.EXTENSIONS)) {
      return List.of();
    }
    String field = handshake.headers().joined(FieldNames.EXTENSIONS);
    String shown = SafeText.of(FieldValues.shown(FieldNames.EXTENSIONS, field));
    return List.of(
        handshake.extensions() instanceof Malformed<List<Parameterized>> malformed
            ? refused(
                ProblemCode.EXTENSIONS_MALFORMED,
                shown,
                "Sec-WebSocket-Extensions was \"" + shown + "\": " + malformed.why() + ".")
            : passed(Clause.EXTENSION_GRAMMAR, shown, "The list is well-formed."));
  }
}
