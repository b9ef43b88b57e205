package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/**
 * Row 0: the request is meant for this server. Where Host itself is wrong nobody can tell, and
 * {@link OneHost} has to answer ({@code Clause.HOST_ONCE}).
 */
final class HostServed extends Rule {
  HostServed() {
    super("host-served");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.authority().stream()
        .filter(authority -> handshake.isHostRight())
        .map(authority -> judge(authority, handshake))
        .toList();
  }

  private Finding judge(Authority authority, ParsedHandshake handshake) {
    String shown = Shown.of(FieldValues.host(handshake.server().orElseThrow().text()));
    return handshake.policy().hosts().include(authority)
        ? passed(Clause.MISDIRECTED, shown, "This server answers to that host.")
        : refused(Code.HOST_NOT_SERVED, shown, "This server does not answer to \"" + shown + "\".");
  }
}
