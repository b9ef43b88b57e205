package io.parley.handshake;

import io.parley.spec.Clause;
import java.util.List;

/** Row 2: there is room for one more connection. */
final class SlotFree extends Rule {
  SlotFree() {
    super("slot");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    Slot slot = handshake.offer().slot();
    return List.of(
        slot.code()
            .map(code -> refused(code, "", detail(code, slot)))
            .orElseGet(() -> passed(Clause.UNAVAILABLE, "", "A connection slot is free.")));
  }

  private static String detail(Code code, Slot slot) {
    return code.title() + "; come back in " + slot.retryAfter() + " s.";
  }
}
