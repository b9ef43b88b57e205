package io.parley.attack;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A line of the table.
 *
 * @param freed milliseconds after the attack until its descriptors were free; -1 if they never were
 * @param failures what was missed; empty if nothing
 */
record Row(
    String name,
    Healthy.Felt felt,
    long freed,
    Target.Use before,
    Target.Use after,
    List<String> failures) {
  private static final int SHOWN = 4;

  /** Of what was missed where only the delay was too long. */
  static final String LATE = " ms at the 99th percentile";

  static final String HEAD =
      "| attack | acknowledged | 50 % | 99 % | freed | live heap | threads | descriptors | |\n"
          + "|---|---|---|---|---|---|---|---|---|";

  /** Whether nothing but a delay was missed, which another program on the machine may cause. */
  boolean isOnlyLate() {
    return !failures.isEmpty() && failures.stream().allMatch(missed -> missed.contains(LATE));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.1f -> %.1f MB | %d -> %d | %d -> %d | %s |",
        name,
        felt.sent() == 0 ? "-" : felt.acknowledged() + " of " + felt.sent(),
        felt.sent() == 0
            ? "- | -"
            : String.format(Locale.ROOT, "%.1f ms | %.1f ms", felt.half(), felt.most()),
        freed < 0 ? "never" : freed + " ms",
        before.heap() / 1e6,
        after.heap() / 1e6,
        before.threads(),
        after.threads(),
        before.descriptors(),
        after.descriptors(),
        verdict(failures));
  }

  /** The first few of what was missed. */
  static String verdict(List<String> failures) {
    String first = failures.stream().limit(SHOWN).collect(Collectors.joining("; "));
    String more = failures.size() > SHOWN ? "; and " + (failures.size() - SHOWN) + " more" : "";
    return failures.isEmpty() ? "ok" : "MISSED: " + first + more;
  }
}
