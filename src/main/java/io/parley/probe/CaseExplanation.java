package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Explains one case completely, without a network. */
public final class CaseExplanation {
  private CaseExplanation() {}

  /**
   * Writes the explanation, and what the last run saw if the case failed there.
   *
   * @return false, with nothing written, where no case has that address
   */
  public static boolean write(
      ProbeOptions options,
      List<Section> sections,
      String address,
      Optional<LastRun> lastRun,
      PrintWriter out) {
    Optional<Case> found =
        sections.stream()
            .flatMap(section -> section.cases().stream())
            .filter(each -> each.address().toString().equals(address))
            .findFirst();
    found.ifPresent(each -> write(each, ServerFacts.assumed(options.redacted()), out));
    if (found.isPresent()) {
      lastRun.ifPresent(run -> write(run, address, out));
      out.flush();
    }
    return found.isPresent();
  }

  /** Writes the explanation of each failure of a run. */
  public static void writeAll(
      ProbeOptions options, List<Section> sections, LastRun run, PrintWriter out) {
    int count = run.failures().size();
    out.println("last run: " + run.target() + ", " + run.time() + ", " + count + " failed");
    for (String address : run.failures().keySet()) {
      out.println();
      write(options, sections, address, Optional.of(run), out);
    }
    out.flush();
  }

  private static void write(LastRun run, String address, PrintWriter out) {
    List<String> seen = run.failures().getOrDefault(address, List.of());
    if (!seen.isEmpty()) {
      out.println();
      out.println("  failed in the last run, of " + run.target() + " at " + run.time());
      seen.forEach(line -> out.println("  " + line));
    }
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
  }
}
