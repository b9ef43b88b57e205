package io.parley.handshake;

import io.parley.http.Parameterized;
import io.parley.http.Parsed.Malformed;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/** Row 14: the offered extensions follow their grammar. */
final class ExtensionsWellFormed extends Rule {
  ExtensionsWellFormed() {
    super("extensions");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    if (!handshake.headers().has(Field.EXTENSIONS)) {
      return List.of();
    }
    String field = handshake.headers().joined(Field.EXTENSIONS);
    String shown = Shown.of(FieldValues.shown(Field.EXTENSIONS, field));
    return List.of(
        handshake.extensions() instanceof Malformed<List<Parameterized>> malformed
            ? refused(
                Code.EXTENSIONS_MALFORMED,
                shown,
                "Sec-WebSocket-Extensions was \"" + shown + "\": " + malformed.why() + ".")
            : passed(Clause.EXTENSION_GRAMMAR, shown, "The list is well-formed."));
  }
}
