package io.parley.probe;

import java.util.ArrayList;
import java.util.List;

/** What was seen of a failed case, in lines for people. */
final class FailureLines {
  private FailureLines() {}

  static List<String> of(CaseResult caseResult) {
    List<String> lines = new ArrayList<>();
    Exchange exchange = caseResult.exchange();
    lines.add("saw     " + caseResult.caseOutcome().why());
    exchange.sentLines().forEach(each -> lines.add("  > " + each));
    exchange.receivedLines().forEach(each -> lines.add("  < " + each));
    lines.add("  (" + exchange.connectionState() + ")");
    return List.copyOf(lines);
  }
}
