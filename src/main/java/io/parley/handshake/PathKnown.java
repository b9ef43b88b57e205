package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.spec.Clause;
import java.util.List;

/** Row 1: an endpoint stands at the path. */
final class PathKnown implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return List.of(
        offer.path()
            ? passed("path", Clause.RESOURCE_UNKNOWN, "", "An endpoint stands at that path.")
            : refused("path", Code.PATH_UNKNOWN, "", "No endpoint stands at that path."));
  }
}
