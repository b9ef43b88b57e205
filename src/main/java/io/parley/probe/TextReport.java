package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Writes a report for people: a table by section, then every failure with what went over the wire.
 */
public final class TextReport {
  private static final int ADDRESS_WIDTH = 18;

  private final PrintWriter out;
  private final Ink ink;

  public TextReport(PrintWriter out, boolean coloured) {
    this.out = out;
    this.ink = new Ink(coloured);
  }

  public void write(Report report) {
    out.println();
    out.println("  " + Shown.brief(report.target()));
    out.println();
    report.sections().forEach(this::section);
    out.println();
    for (Level level : Level.values()) {
      level(report, level);
    }
    report.failures().forEach(this::failure);
    skipped(report);
    out.flush();
  }

  private void section(Report.Part part) {
    Section section = part.section();
    String failed = part.failed() > 0 ? line(" %4d failed", part.failed()) : " ".repeat(12);
    String skipped = part.skipped() > 0 ? line(" %4d skipped", part.skipped()) : "";
    String row =
        line("  %-16s %-46s %4d passed", section.name(), section.title(), part.passed())
            + ink.bad(failed)
            + ink.dim(skipped);
    out.println(row.stripTrailing());
  }

  private void level(Report report, Level level) {
    List<Finding> applicable =
        report.findings().stream()
            .filter(f -> f.subject().level() == level && !f.outcome().isSkipped())
            .toList();
    if (applicable.isEmpty()) {
      return;
    }
    long passed = applicable.stream().filter(f -> f.outcome().isPassed()).count();
    String count = line("%d of %d passed", passed, applicable.size());
    out.println(
        line("  %-16s ", level) + (passed == applicable.size() ? ink.good(count) : ink.bad(count)));
  }

  private void failure(Finding finding) {
    Case subject = finding.subject();
    out.println();
    out.println(
        ink.bad(line("  %-" + ADDRESS_WIDTH + "s failed", subject.address()))
            + line("   %s   %s", subject.level(), subject.address().link()));
    out.println("    we      " + subject.we());
    out.println("    they    " + subject.they());
    out.println("    right   " + subject.right().words());
    out.println("    saw     " + finding.outcome().why());
    Shown.lines(finding.exchange().sent()).forEach(each -> out.println("      > " + each));
    Shown.lines(finding.exchange().received()).forEach(each -> out.println("      < " + each));
    out.println(ink.dim("      (" + finding.exchange().ending() + ")"));
  }

  private void skipped(Report report) {
    List<Finding> skipped =
        report.findings().stream().filter(f -> f.outcome().isSkipped()).toList();
    if (!skipped.isEmpty()) {
      out.println();
      skipped.forEach(
          f ->
              out.println(
                  ink.dim(
                      line("  %-" + ADDRESS_WIDTH + "s skipped  ", f.subject().address())
                          + f.outcome().why())));
    }
  }

  /** A fixed locale: a report is compared by programs, too. */
  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
