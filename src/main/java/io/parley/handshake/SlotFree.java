package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.spec.Clause;
import java.util.List;

/** Row 2: there is room for one more connection. */
final class SlotFree implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return List.of(
        offer
            .slot()
            .code()
            .map(code -> refused("slot", code, "", detail(code, offer.slot())))
            .orElse(FREE));
  }

  private static String detail(Code code, Slot slot) {
    return code.title() + "; come back in " + slot.retryAfter() + " s.";
  }

  private static final Finding FREE =
      passed("slot", Clause.UNAVAILABLE, "", "A connection slot is free.");
}
