package io.parley.probe;

import java.util.List;

/**
 * The report of a whole run.
 *
 * @param target what was probed, as the user named it
 * @param sections those that have results, in order
 * @param strict whether a failed SHOULD counts
 */
public record Report(String target, List<Part> sections, boolean strict) {
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

  /** Whether all cases that count have passed. */
  public boolean isGood() {
    return findings().stream()
        .noneMatch(f -> f.isFailed(DemandLevel.MUST) || (strict && f.isFailed(DemandLevel.SHOULD)));
  }
}
