package io.parley.clientleague;

import io.parley.probe.CaseResult;

/** Says a failed case in words; those with the same start are said together. */
final class FailureText {
  private FailureText() {}

  static String start(CaseResult failed) {
    Fault fault = Fault.of(failed);
    String level = failed.subject().demandLevel() + ": ";
    return fault == Fault.OTHER
        ? level
            + "it has to "
            + Markdown.plain(failed.subject().they())
            + "; seen: "
            + seen(failed)
            + "; when we "
        : level + fault.words();
  }

  static String end(CaseResult failed) {
    String address = failed.subject().address().toString().replace("rfc6455/", "");
    return Markdown.plain(failed.subject().we()) + " (" + address + ")";
  }

  /** Without the times, which differ with each run, and the octets of the first message. */
  private static String seen(CaseResult failed) {
    String why = failed.caseOutcome().why().replaceAll(" after \\d+ ms", "");
    return Markdown.plain(
        why.replaceAll("a frame of opcode 1 \"[^\"]*\" and left", "a message and left")
            .replaceAll("a frame of opcode 1 \"[^\"]*\"", "a message"));
  }
}
