package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Authority;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/**
 * Row 0: the request is meant for this server. Where Host itself is wrong nobody can tell, and
 * {@link OneHost} has to answer ({@code Clause.HOST_ONCE}).
 */
final class HostServed implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return offer
        .authority()
        .filter(authority -> !OneHost.refuses(offer, policy))
        .map(authority -> List.of(judge(authority, offer.named().orElseThrow(), policy)))
        .orElse(List.of());
  }

  private static Finding judge(Authority authority, String named, Policy policy) {
    String shown = Shown.of(FieldValues.host(named));
    return policy.hosts().include(authority)
        ? passed("host-served", Clause.MISDIRECTED, shown, "This server answers to that host.")
        : refused(
            "host-served",
            Code.HOST_NOT_SERVED,
            shown,
            "This server does not answer to \"" + shown + "\".");
  }
}
