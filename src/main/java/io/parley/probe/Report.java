package io.parley.probe;

import java.util.List;
import java.util.Set;

/**
 * The report of a whole run.
 *
 * @param target what was probed, as the user named it
 * @param sections those that have results, in order
 * @param strict whether a failed SHOULD counts
 * @param known addresses of cases that are known to fail
 */
public record Report(String target, List<Part> sections, boolean strict, Set<String> known) {
  /**
   * The results of the cases of one section.
   *
   * @param name such as {@code rfc6455/4.2.1}
   */
  public record Part(String name, String title, List<CaseResult> findings) {
    long passed() {
      return findings.stream().filter(f -> f.caseOutcome().isPassed()).count();
    }

    long failed() {
      return findings.stream().filter(f -> f.caseOutcome().isFailed()).count();
    }

    long skipped() {
      return findings.stream().filter(f -> f.caseOutcome().isSkipped()).count();
    }
  }

  public Report {
    sections = List.copyOf(sections);
    known = Set.copyOf(known);
  }

  /** A report in which no failure is known. */
  public Report(String target, List<Part> sections, boolean strict) {
    this(target, sections, strict, Set.of());
  }

  /** Returns the same report, in which the failures of the baseline do not count. */
  public Report against(Baseline baseline) {
    return new Report(target, sections, strict, baseline.notes().keySet());
  }

  static Report of(ProbeOptions options, List<Section> sections, List<CaseResult> findings) {
    List<Part> parts =
        sections.stream()
            .map(section -> new Part(section.name(), section.title(), of(section, findings)))
            .filter(part -> !part.findings().isEmpty())
            .toList();
    return new Report(options.probeTarget().toString(), parts, options.strict());
  }

  private static List<CaseResult> of(Section section, List<CaseResult> findings) {
    return findings.stream().filter(f -> section.cases().contains(f.subject())).toList();
  }

  public List<CaseResult> findings() {
    return sections.stream().flatMap(part -> part.findings().stream()).toList();
  }

  public List<CaseResult> failures() {
    return findings().stream().filter(f -> f.caseOutcome().isFailed()).toList();
  }

  /** The failures that are not known. */
  public List<CaseResult> newFailures() {
    return failures().stream().filter(f -> !isKnown(f)).toList();
  }

  /** The failures that are known. */
  List<CaseResult> knownFailures() {
    return failures().stream().filter(this::isKnown).toList();
  }

  /** The cases that were known to fail and passed. */
  List<CaseResult> mended() {
    return findings().stream().filter(f -> isKnown(f) && f.caseOutcome().isPassed()).toList();
  }

  boolean isKnown(CaseResult caseResult) {
    return known.contains(caseResult.subject().address().toString());
  }

  /** Whether it failed at a level that counts, and is not known. */
  boolean counts(CaseResult caseResult) {
    return !isKnown(caseResult)
        && (caseResult.isFailed(DemandLevel.MUST)
            || (strict && caseResult.isFailed(DemandLevel.SHOULD)));
  }

  /** Whether all cases that count have passed, or are known to fail. */
  public boolean isGood() {
    return findings().stream().noneMatch(this::counts);
  }
}
