package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;

/**
 * Row 0: the request is meant for this server. Does not apply to a missing or malformed Host, which
 * {@link HostRule} refuses ({@code Clause.HOST_ONCE}).
 */
final class ServedHostRule extends RequestRule {
  ServedHostRule() {
    super("host-served");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake
        .authority()
        .filter(authority -> handshake.isHostRight())
        .map(authority -> List.of(judge(authority, handshake)))
        .orElse(List.of());
  }

  private Finding judge(Authority authority, ParsedHandshake handshake) {
    String shown = SafeText.of(FieldValues.host(handshake.server().orElseThrow().text()));
    return handshake.policy().allowedHosts().include(authority)
        ? passed(Clause.MISDIRECTED, shown, "This server answers to that host.")
        : refused(
            ProblemCode.HOST_NOT_SERVED,
            shown,
            "This server does not answer to \"" + shown + "\".");
  }
}
