package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Tells everything about one case, without a network. */
public final class Explanation {
  private Explanation() {}

  /**
   * Writes it.
   *
   * @return false, and nothing written, where no case has that address
   */
  public static boolean write(
      ProbeOptions options, List<Section> sections, String address, PrintWriter out) {
    Optional<Case> found =
        sections.stream()
            .flatMap(section -> section.cases().stream())
            .filter(each -> each.address().toString().equals(address))
            .findFirst();
    found.ifPresent(each -> write(each, Facts.assumed(options), out));
    return found.isPresent();
  }

  private static void write(Case each, Facts facts, PrintWriter out) {
    out.println(each.address() + "  " + each.level());
    out.println("  clause  " + each.address().clause() + "  " + each.address().link());
    out.println("  we      " + each.we());
    out.println("  they    " + each.they());
    out.println("  right   a right answer " + each.right().words());
    each.needs().stream()
        .filter(need -> need != Need.UPGRADE)
        .forEach(need -> out.println("  skipped where " + need.reason()));
    out.println();
    each.script(facts).steps().stream()
        .flatMap(step -> step.told().stream())
        .forEach(line -> out.println("  " + line));
    out.flush();
  }
}
