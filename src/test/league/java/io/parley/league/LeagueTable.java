package io.parley.league;

import io.parley.probe.CaseOutcome;
import io.parley.probe.CaseResult;
import io.parley.probe.DemandLevel;
import io.parley.probe.Report;
import io.parley.probe.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What became of all servers, in one table. */
final class LeagueTable {
  /** Whether a server has closed already when we look is a race, and no part of a verdict here. */
  private static final String ENDINGS =
      "; (the connection was still open|they (closed|reset) the connection)$";

  private final Map<Entrant, Report> reports;
  private final List<Section> sections;
  private final List<String> lines = new ArrayList<>();

  LeagueTable(Map<Entrant, Report> reports, List<Section> sections) {
    this.reports = reports;
    this.sections = sections;
  }

  /** The table. */
  List<String> table() {
    lines.clear();
    head("section");
    sections.forEach(each -> row("`" + each.name() + "` " + each.title(), in(each)));
    for (DemandLevel level : DemandLevel.values()) {
      row("**" + level + "**", finding -> finding.subject().demandLevel() == level);
    }
    row("**all**", finding -> true);
    return List.copyOf(lines);
  }

  /** Each failure, by server. */
  List<String> failures() {
    lines.clear();
    reports.forEach(this::failures);
    return List.copyOf(lines);
  }

  private static Predicate<CaseResult> in(Section section) {
    return finding ->
        (finding.subject().address().document() + "/" + finding.subject().address().section())
            .equals(section.name());
  }

  private void head(String first) {
    lines.add(
        "| " + first + " | " + reports.keySet().stream().map(Entrant::title).collect(BETWEEN));
    lines.add("|---|" + "---:|".repeat(reports.size()));
  }

  private void row(String title, Predicate<CaseResult> wanted) {
    lines.add(
        "| "
            + title
            + " | "
            + reports.values().stream().map(report -> count(report, wanted)).collect(BETWEEN));
  }

  private static final Collector<CharSequence, ?, String> BETWEEN =
      Collectors.joining(" | ", "", " |");

  private static String count(Report report, Predicate<CaseResult> wanted) {
    List<CaseOutcome> applicable =
        report.findings().stream()
            .filter(wanted)
            .map(CaseResult::caseOutcome)
            .filter(Predicate.not(CaseOutcome::isSkipped))
            .toList();
    long passed = applicable.stream().filter(CaseOutcome::isPassed).count();
    return applicable.isEmpty() ? "-" : passed + " of " + applicable.size();
  }

  private void failures(Entrant entrant, Report report) {
    lines.add("");
    lines.add("### " + entrant.title());
    lines.add("");
    if (report.failures().isEmpty()) {
      lines.add("Nothing.");
    }
    report.failures().forEach(finding -> lines.add(failure(report, finding)));
  }

  private static String failure(Report report, CaseResult finding) {
    String why =
        finding
            .caseOutcome()
            .why()
            .replace(report.target(), "the URL")
            .replaceAll(ENDINGS, "")
            .replaceAll("localhost:\\d+", "localhost");
    return "- `"
        + finding.subject().address()
        + "` "
        + finding.subject().demandLevel()
        + ": we "
        + finding.subject().we()
        + "; they should "
        + finding.subject().they()
        + "; saw `"
        + why.replace('`', '\'')
        + "`";
  }
}
