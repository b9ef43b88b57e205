package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;
import java.util.Optional;

/** Row 13: one offered subprotocol is chosen, or none. */
final class SubprotocolChosen implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    if (!offer.headers().has(Field.PROTOCOL)) {
      return List.of(absent(policy.subprotocols()));
    }
    return SubprotocolsWellFormed.parse(offer.headers().joined(Field.PROTOCOL))
        .valid()
        .map(offered -> List.of(judge(offered, policy.subprotocols())))
        .orElse(List.of());
  }

  private static Finding absent(Subprotocols spoken) {
    return spoken.required()
        ? refused(
            "subprotocol", Code.SUBPROTOCOL_REQUIRED, "", "None was offered. " + speaks(spoken))
        : passed("subprotocol", Clause.SUBPROTOCOL_ORDER, "", "None was offered, none is chosen.");
  }

  private static Finding judge(List<String> offered, Subprotocols spoken) {
    String saw = FieldValues.shown(Field.PROTOCOL, String.join(", ", offered), spoken.supported());
    Optional<String> choice = spoken.choose(offered);
    if (choice.isPresent()) {
      String detail = "Chosen: " + choice.get() + ".";
      return Finding.chosen("subprotocol", Clause.SUBPROTOCOL_CHOSEN, saw, detail);
    }
    String detail = "None of those offered is spoken here. " + speaks(spoken);
    return spoken.required()
        ? refused("subprotocol", Code.SUBPROTOCOL_REQUIRED, saw, detail)
        : Finding.declined("subprotocol", Code.SUBPROTOCOL_UNSUPPORTED, saw, detail);
  }

  private static String speaks(Subprotocols spoken) {
    return spoken.supported().isEmpty()
        ? "This endpoint speaks no subprotocol."
        : "This endpoint speaks " + String.join(", ", spoken.supported()) + ".";
  }

  /** For an offer that was not refused. */
  static Optional<String> choose(Offer offer, Policy policy) {
    return TokenList.parse(offer.headers().joined(Field.PROTOCOL))
        .valid()
        .flatMap(policy.subprotocols()::choose);
  }
}
