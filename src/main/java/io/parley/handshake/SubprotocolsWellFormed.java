package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Parsed;
import io.parley.http.Parsed.Malformed;
import io.parley.http.Shown;
import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;
import java.util.Set;

/** Row 12: the offered subprotocols are tokens, each named once. */
final class SubprotocolsWellFormed implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return offer.headers().has(Field.PROTOCOL)
        ? List.of(judge(offer.headers().joined(Field.PROTOCOL), policy.subprotocols()))
        : List.of();
  }

  private static Finding judge(String field, Subprotocols spoken) {
    String shown = Shown.of(FieldValues.shown(Field.PROTOCOL, field, spoken.supported()));
    Parsed<List<String>> parsed = parse(field);
    if (parsed instanceof Malformed<List<String>> malformed) {
      return refused(
          "subprotocols",
          Code.SUBPROTOCOLS_MALFORMED,
          shown,
          "Sec-WebSocket-Protocol was \"" + shown + "\": " + malformed.why() + ".");
    }
    List<String> offered = parsed.valid().orElseThrow();
    return Set.copyOf(offered).size() < offered.size()
        ? refused(
            "subprotocols",
            Code.SUBPROTOCOL_REPEATED,
            shown,
            "Sec-WebSocket-Protocol was \"" + shown + "\" and repeats itself.")
        : passed("subprotocols", Clause.SUBPROTOCOL_GRAMMAR, shown, "The list is well-formed.");
  }

  /** At least one token; empty elements do not count: {@code Clause.LIST_GRAMMAR}. */
  static Parsed<List<String>> parse(String field) {
    Parsed<List<String>> parsed = TokenList.parse(field);
    return parsed.valid().filter(List::isEmpty).isPresent()
        ? new Malformed<>("it names none")
        : parsed;
  }
}
