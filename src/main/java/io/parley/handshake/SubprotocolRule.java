package io.parley.handshake;

import io.parley.spec.Clause;
import java.util.List;
import java.util.Optional;

/** Row 13: at most one of the offered subprotocols is chosen. */
final class SubprotocolRule extends RequestRule {
  SubprotocolRule() {
    super("subprotocol");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    Subprotocols known = handshake.policy().subprotocols();
    if (!handshake.headers().has(FieldNames.PROTOCOL)) {
      return List.of(absent(known));
    }
    return handshake.subprotocols().valid().stream()
        .map(offered -> judge(offered, handshake.subprotocol(), known))
        .toList();
  }

  private Finding absent(Subprotocols known) {
    return known.required()
        ? refused(ProblemCode.SUBPROTOCOL_REQUIRED, "", "None was offered. " + speaks(known))
        : passed(Clause.SUBPROTOCOL_ORDER, "", "None was offered, none is chosen.");
  }

  private Finding judge(List<String> offered, Optional<String> choice, Subprotocols known) {
    String saw =
        FieldValues.shown(FieldNames.PROTOCOL, String.join(", ", offered), known.supported());
    if (choice.isPresent()) {
      return chosen(Clause.SUBPROTOCOL_CHOSEN, saw, "Chosen: " + choice.get() + ".");
    }
    String detail = "None of those offered is spoken here. " + speaks(known);
    return known.required()
        ? refused(ProblemCode.SUBPROTOCOL_REQUIRED, saw, detail)
        : declined(ProblemCode.SUBPROTOCOL_UNSUPPORTED, saw, detail);
  }

  private static String speaks(Subprotocols known) {
    return known.supported().isEmpty()
        ? "This endpoint speaks no subprotocol."
        : "This endpoint speaks " + String.join(", ", known.supported()) + ".";
  }
}
