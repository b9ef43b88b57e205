package io.parley.clientleague;

import io.parley.probe.CaseResult;

/** What a client did wrong. */
enum Fault {
  OPENED("opened", "it took the connection for open when we "),
  REFUSED("refused", "it failed the connection when we "),
  LEFT_OPEN("TCP left open", "it sent nothing, but left TCP open when we "),
  OTHER("other", "");

  private final String title;
  private final String words;

  Fault(String title, String words) {
    this.title = title;
    this.words = words;
  }

  /** As the head of a column. */
  String title() {
    return title;
  }

  /** Before what we did. */
  String words() {
    return words;
  }

  static Fault of(CaseResult failed) {
    String they = failed.subject().they();
    String why = failed.caseOutcome().why();
    boolean silent = why.startsWith("it sent nothing") || why.startsWith("it sent a Close frame");
    if (they.matches("(fail|give up|not open|not take).*")) {
      return silent ? LEFT_OPEN : OPENED;
    }
    return silent && they.matches(".*open the connection.*|take it.*") ? REFUSED : OTHER;
  }
}
