package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Explains one case completely, without a network. */
public final class CaseExplanation {
  private CaseExplanation() {}

  /**
   * Writes the explanation.
   *
   * @return false, with nothing written, where no case has that address
   */
  public static boolean write(
      ProbeOptions options, List<Section> sections, String address, PrintWriter out) {
    Optional<Case> found =
        sections.stream()
            .flatMap(section -> section.cases().stream())
            .filter(each -> each.address().toString().equals(address))
            .findFirst();
    found.ifPresent(each -> write(each, ServerFacts.assumed(options), out));
    return found.isPresent();
  }

  private static void write(Case each, ServerFacts serverFacts, PrintWriter out) {
    out.println(each.address() + "  " + each.demandLevel());
    out.println("  clause  " + each.address().clause() + "  " + each.address().link());
    out.println("  we      " + each.we());
    out.println("  they    " + each.they());
    out.println("  right   a right answer " + each.right());
    each.needs().stream()
        .filter(capability -> capability != Capability.UPGRADE)
        .forEach(capability -> out.println("  skipped where " + capability.reason()));
    out.println();
    Script script = each.script(serverFacts);
    script.steps().stream()
        .flatMap(scriptStep -> scriptStep.told(script.wireProtocol()).stream())
        .forEach(line -> out.println("  " + line));
    out.flush();
  }
}
