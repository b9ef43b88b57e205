package io.parley.handshake;

import io.parley.handshake.Verdict.Accept;
import io.parley.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The findings and the verdict about one opening handshake.
 *
 * @param findings in the order of the rules
 */
public record Trace(List<Finding> findings, Verdict verdict) {
  public Trace {
    findings = List.copyOf(findings);
  }

  /** Copies an accepted trace for an engine without compression. */
  public Trace withoutDeflate() {
    Accept accept = (Accept) verdict;
    return new Trace(
        findings.stream().map(Trace::withoutDeflate).toList(),
        new Accept(accept.acceptance(), accept.offered(), accept.subprotocol(), Optional.empty()));
  }

  private static Finding withoutDeflate(Finding finding) {
    return finding.rule().equals(ExtensionRule.ID) && finding.outcome() == Outcome.CHOSEN
        ? Finding.declined(
            ExtensionRule.ID,
            ProblemCode.EXTENSION_UNSUPPORTED,
            finding.saw(),
            "The container's engine has no compression.")
        : finding;
  }

  /** Refuses a request that no rule could examine. */
  public static Trace refused(ProblemCode problemCode, String saw, String detail) {
    return refusedAfter(List.of(), problemCode, saw, detail);
  }

  /** Copies the trace with a refusal for a reason that no rule checks. */
  public Trace refusedFor(ProblemCode problemCode, String detail) {
    return refusedAfter(findings, problemCode, "", detail);
  }

  private static Trace refusedAfter(
      List<Finding> findings, ProblemCode problemCode, String saw, String detail) {
    Finding refusal = Finding.refused("request", problemCode, saw, detail);
    List<Finding> more = new ArrayList<>(findings);
    more.add(refusal);
    Headers fields =
        problemCode.status() == 400
            ? Headers.none().with(FieldNames.VERSION, FieldNames.VERSION_13)
            : Headers.none();
    return new Trace(more, new Verdict.Refuse(refusal, fields));
  }
}
