package io.parley.probe;

import java.util.List;
import java.util.Locale;

/**
 * Writes a report as one page that needs nothing else: no script, no other file. What a peer sent
 * is escaped twice: as octets, and as HTML.
 */
public final class HtmlReport {
  private final Report report;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(Report report) {
    this.report = report;
  }

  public static String of(Report report) {
    return new HtmlReport(report).write();
  }

  private String write() {
    head();
    verdict();
    levels();
    failures("Failures", report.newFailures(), "new");
    failures("Known failures", report.knownFailures(), "known");
    mended();
    sections();
    skipped();
    page.append("</main></body></html>\n");
    return page.toString();
  }

  private void head() {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .append("<title>")
        .append(text("parley probe: " + report.target()))
        .append("</title>\n<style>\n")
        .append(HtmlStyle.SHEET)
        .append("</style></head>\n<body><main>\n");
    element("h1", "parley probe");
    element("p class=\"dim\"", report.target());
  }

  private void verdict() {
    long counted = report.findings().stream().filter(report::counts).count();
    boolean good = report.isGood();
    String words = good ? "Nothing failed that counts" : counted + " failed that count";
    element("p class=\"verdict " + (good ? "good" : "bad") + "\"", words);
    element(
        "p class=\"dim\"",
        report.strict() ? "A failed MUST or SHOULD counts." : "A failed MUST counts.");
  }

  private void levels() {
    page.append("<table>\n");
    for (DemandLevel level : DemandLevel.values()) {
      List<CaseResult> all =
          report.findings().stream()
              .filter(f -> f.subject().demandLevel() == level && !f.caseOutcome().isSkipped())
              .toList();
      long passed = all.stream().filter(f -> f.caseOutcome().isPassed()).count();
      if (!all.isEmpty()) {
        row(passed == all.size(), level.toString(), passed + " of " + all.size() + " passed");
      }
    }
    page.append("</table>\n");
  }

  private void row(boolean good, String name, String count) {
    page.append("<tr><th scope=\"row\">")
        .append(text(name))
        .append("</th><td class=\"count ")
        .append(good ? "good" : "bad")
        .append("\">")
        .append(text(count))
        .append("</td></tr>\n");
  }

  private void failures(String heading, List<CaseResult> failures, String kind) {
    if (failures.isEmpty()) {
      return;
    }
    element("h2", heading + " (" + failures.size() + ")");
    failures.forEach(failure -> failure(failure, kind));
  }

  private void failure(CaseResult failure, String kind) {
    JudgedCase subject = failure.subject();
    page.append(
        "<article class=\"" + kind + "\" id=\"" + text(subject.address().toString()) + "\">\n");
    element("h3", subject.address() + " " + subject.demandLevel());
    page.append("<p class=\"dim\"><a href=\"" + text(subject.address().link()) + "\">")
        .append(text(subject.address().clause()))
        .append("</a></p>\n<dl>\n");
    pair("We", subject.we());
    pair("They have to", subject.they());
    pair("A right answer", subject.right());
    pair("Saw", failure.caseOutcome().why());
    page.append("</dl>\n<pre>");
    Exchange exchange = failure.exchange();
    exchange.sentLines().forEach(line -> page.append(text("> " + line)).append('\n'));
    exchange.receivedLines().forEach(line -> page.append(text("< " + line)).append('\n'));
    page.append(text("(" + exchange.connectionState() + ")")).append("</pre></article>\n");
  }

  private void pair(String name, String value) {
    page.append("<dt>" + text(name) + "</dt><dd>" + text(value) + "</dd>\n");
  }

  private void mended() {
    if (!report.mended().isEmpty()) {
      element("h2", "Known failures that pass now (" + report.mended().size() + ")");
      list(report.mended(), "");
    }
  }

  private void sections() {
    element("h2", "Sections");
    for (Report.Part part : report.sections()) {
      page.append("<details><summary>")
          .append(text(part.name() + " " + part.title()))
          .append(" <span class=\"" + (part.failed() > 0 ? "bad" : "good") + "\">")
          .append(text(count(part)))
          .append("</span></summary>\n");
      list(part.findings(), "outcome");
      page.append("</details>\n");
    }
  }

  private static String count(Report.Part part) {
    return String.format(
        Locale.ROOT,
        "%d passed%s%s",
        part.passed(),
        part.failed() > 0 ? ", " + part.failed() + " failed" : "",
        part.skipped() > 0 ? ", " + part.skipped() + " skipped" : "");
  }

  private void list(List<CaseResult> results, String with) {
    page.append("<ul>\n");
    for (CaseResult each : results) {
      JudgedCase subject = each.subject();
      String outcome = with.isEmpty() ? "" : each.caseOutcome().name() + ": ";
      element(
          "li", outcome + subject.address() + ", we " + subject.we() + ", they " + subject.they());
    }
    page.append("</ul>\n");
  }

  private void skipped() {
    List<CaseResult> skipped =
        report.findings().stream().filter(f -> f.caseOutcome().isSkipped()).toList();
    if (!skipped.isEmpty()) {
      page.append("<details><summary>" + skipped.size() + " skipped, and why</summary><ul>\n");
      skipped.forEach(
          each -> element("li", each.subject().address() + ": " + each.caseOutcome().why()));
      page.append("</ul></details>\n");
    }
  }

  private void element(String tag, String content) {
    String name = tag.split(" ", 2)[0];
    page.append("<" + tag + ">" + text(content) + "</" + name + ">\n");
  }

  private static String text(String plain) {
    StringBuilder escaped = new StringBuilder();
    plain.codePoints().forEach(c -> escaped.append(text(c)));
    return escaped.toString();
  }

  private static String text(int c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> isShown(c) ? Character.toString(c) : String.format("\\u%04x", c);
    };
  }

  /** Characters that are invisible, or that turn the direction of the text, are written out. */
  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED
        && type != Character.PRIVATE_USE;
  }
}
