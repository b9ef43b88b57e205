package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

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
    report.failures().forEach(this::failure);
    skipped(report);
    out.flush();
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
    out.println("    saw     " + caseResult.caseOutcome().why());
    caseResult.exchange().sentLines().forEach(each -> out.println("      > " + each));
    caseResult.exchange().receivedLines().forEach(each -> out.println("      < " + each));
    out.println(ansiStyle.dim("      (" + caseResult.exchange().connectionState() + ")"));
  }

  private void skipped(Report report) {
    List<CaseResult> skipped =
        report.findings().stream().filter(f -> f.caseOutcome().isSkipped()).toList();
    if (!skipped.isEmpty()) {
      out.println();
      skipped.forEach(
          f ->
              out.println(
                  ansiStyle.dim(
                      line("  %-" + ADDRESS_WIDTH + "s skipped  ", f.subject().address())
                          + f.caseOutcome().why())));
    }
  }

  /** Uses a fixed locale, because programs compare reports, too. */
  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
