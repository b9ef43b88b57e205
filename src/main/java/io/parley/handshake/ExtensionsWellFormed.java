package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Parameterized;
import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/** Row 14: the offered extensions follow their grammar. */
final class ExtensionsWellFormed implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return offer.headers().has(Field.EXTENSIONS)
        ? List.of(judge(offer.headers().joined(Field.EXTENSIONS)))
        : List.of();
  }

  private static Finding judge(String field) {
    String shown = Shown.of(FieldValues.shown(Field.EXTENSIONS, field));
    return parse(field) instanceof Malformed<List<Parameterized>> malformed
        ? refused(
            "extensions",
            Code.EXTENSIONS_MALFORMED,
            shown,
            "Sec-WebSocket-Extensions was \"" + shown + "\": " + malformed.why() + ".")
        : passed("extensions", Clause.EXTENSION_GRAMMAR, shown, "The list is well-formed.");
  }

  /** At least one extension. */
  static Parsed<List<Parameterized>> parse(String field) {
    Parsed<List<Parameterized>> parsed = Parameterized.parseList(field);
    return parsed.valid().filter(List::isEmpty).isPresent()
        ? new Malformed<>("it names none")
        : parsed;
  }
}
