package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Writes a report for people: a table by section, then every failure with what was sent and
 * received.
 */
public final class TextReport {
  private static final int ADDRESS_WIDTH = 18;

  private final PrintWriter out;
  private final AnsiStyle ansiStyle;

  public TextReport(PrintWriter out, boolean coloured) {
    this.out = out;
    this.ansiStyle = new AnsiStyle(coloured);
  }

  public void write(Report report) {
    out.println();
    out.println("  " + PrintableOctets.brief(report.target()));
    out.println();
    report.sections().forEach(this::section);
    out.println();
    for (DemandLevel demandLevel : DemandLevel.values()) {
      level(report, demandLevel);
    }
    report.newFailures().forEach(this::failure);
    known(report);
    skipped(report);
    out.flush();
  }

  private void known(Report report) {
    list(report.knownFailures(), "known    ", f -> f.caseOutcome().why());
    list(
        report.mended(),
        "mended   ",
        f -> "known to fail, and passed; take it out of the baseline");
  }

  private void section(Report.Part part) {
    String failed = part.failed() > 0 ? line(" %4d failed", part.failed()) : " ".repeat(12);
    String skipped = part.skipped() > 0 ? line(" %4d skipped", part.skipped()) : "";
    String row =
        line("  %-16s %-46s %4d passed", part.name(), part.title(), part.passed())
            + ansiStyle.bad(failed)
            + ansiStyle.dim(skipped);
    out.println(row.stripTrailing());
  }

  private void level(Report report, DemandLevel demandLevel) {
    List<CaseResult> applicable =
        report.findings().stream()
            .filter(f -> f.subject().demandLevel() == demandLevel && !f.caseOutcome().isSkipped())
            .toList();
    if (applicable.isEmpty()) {
      return;
    }
    long passed = applicable.stream().filter(f -> f.caseOutcome().isPassed()).count();
    String count = line("%d of %d passed", passed, applicable.size());
    out.println(
        line("  %-16s ", demandLevel)
            + (passed == applicable.size() ? ansiStyle.good(count) : ansiStyle.bad(count)));
  }

  private void failure(CaseResult caseResult) {
    JudgedCase subject = caseResult.subject();
    out.println();
    out.println(
        ansiStyle.bad(line("  %-" + ADDRESS_WIDTH + "s failed", subject.address()))
            + line("   %s   %s", subject.demandLevel(), subject.address().link()));
    out.println("    we      " + subject.we());
    out.println("    they    " + subject.they());
    out.println("    right   " + subject.right());
    List<String> seen = FailureLines.of(caseResult);
    seen.subList(0, seen.size() - 1).forEach(each -> out.println("    " + each));
    out.println(ansiStyle.dim("    " + seen.get(seen.size() - 1)));
  }

  private void skipped(Report report) {
    list(
        report.findings().stream().filter(f -> f.caseOutcome().isSkipped()).toList(),
        "skipped  ",
        f -> f.caseOutcome().why());
  }

  private void list(List<CaseResult> results, String outcome, Function<CaseResult, String> reason) {
    if (!results.isEmpty()) {
      out.println();
    }
    for (CaseResult each : results) {
      String address = line("  %-" + ADDRESS_WIDTH + "s ", each.subject().address());
      out.println(ansiStyle.dim(address + outcome + reason.apply(each)));
    }
  }

  /** Uses a fixed locale, because programs compare reports, too. */
  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
