package io.parley.handshake;

import io.parley.handshake.Verdict.Accept;
import io.parley.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An opening handshake explained.
 *
 * @param findings in the order of the rules
 */
public record Trace(List<Finding> findings, Verdict verdict) {
  public Trace {
    findings = List.copyOf(findings);
  }

  /** The same handshake before an engine that turns out to have no compression. */
  public Trace withoutDeflate() {
    Accept accept = (Accept) verdict;
    return new Trace(
        findings.stream().map(Trace::withoutDeflate).toList(),
        new Accept(accept.acceptance(), accept.subprotocol(), Optional.empty()));
  }

  private static Finding withoutDeflate(Finding finding) {
    return finding.rule().equals(ExtensionChosen.ID) && finding.outcome() == Outcome.CHOSEN
        ? Finding.declined(
            ExtensionChosen.ID,
            Code.EXTENSION_UNSUPPORTED,
            finding.saw(),
            "The container's engine has no compression.")
        : finding;
  }

  /** A request that no rule could look at. */
  public static Trace refused(Code code, String saw, String detail) {
    return refusedAfter(List.of(), code, saw, detail);
  }

  /** The same handshake, refused for a reason that no rule sees. */
  public Trace refusedFor(Code code, String detail) {
    return refusedAfter(findings, code, "", detail);
  }

  private static Trace refusedAfter(List<Finding> findings, Code code, String saw, String detail) {
    Finding refusal = Finding.refused("request", code, saw, detail);
    List<Finding> more = new ArrayList<>(findings);
    more.add(refusal);
    Headers fields =
        code.status() == 400
            ? Headers.none().with(Field.VERSION, Field.VERSION_13)
            : Headers.none();
    return new Trace(more, new Verdict.Refuse(refusal, fields));
  }
}
