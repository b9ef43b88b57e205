package io.parley.clientleague;

import io.parley.probe.Address;
import io.parley.probe.CaseResult;
import io.parley.probe.DemandLevel;
import io.parley.probe.Report;
import java.util.List;
import java.util.Optional;

/**
 * What became of a client.
 *
 * @param run empty where the client is left out
 * @param reason why it is left out; empty where it is not
 */
record ClientResult(
    Contestant contestant, Optional<Driver.Run> run, List<Report.Part> parts, String reason) {
  ClientResult {
    parts = List.copyOf(parts);
  }

  static ClientResult of(Contestant contestant, Driver.Run run, Report report) {
    return new ClientResult(contestant, Optional.of(run), report.sections(), "");
  }

  static ClientResult leftOut(Contestant contestant, String reason) {
    return new ClientResult(contestant, Optional.empty(), List.of(), reason);
  }

  boolean isThere() {
    return run.isPresent();
  }

  String title() {
    return contestant.title();
  }

  String version() {
    return run.map(Driver.Run::version).orElse("");
  }

  /** The cases that ended the process of the client, by their numbers. */
  List<Integer> crashed() {
    return run.map(Driver.Run::crashed).orElse(List.of());
  }

  List<CaseResult> findings() {
    return parts.stream().flatMap(part -> part.findings().stream()).toList();
  }

  List<CaseResult> failures() {
    return findings().stream().filter(each -> each.caseOutcome().isFailed()).toList();
  }

  List<CaseResult> notRun() {
    return findings().stream()
        .filter(each -> each.caseOutcome().why().equals("the client did not run it"))
        .toList();
  }

  boolean passed(Address address) {
    return findings().stream()
        .filter(each -> each.subject().address().equals(address))
        .anyMatch(each -> each.caseOutcome().isPassed());
  }

  /** Such as {@code 70 of 72}. */
  String count(DemandLevel level) {
    List<CaseResult> applicable =
        findings().stream()
            .filter(each -> each.subject().demandLevel() == level)
            .filter(each -> !each.caseOutcome().isSkipped())
            .toList();
    long passed = applicable.stream().filter(each -> each.caseOutcome().isPassed()).count();
    return applicable.isEmpty() ? "-" : passed + " of " + applicable.size();
  }
}
