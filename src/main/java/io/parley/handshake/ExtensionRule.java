package io.parley.handshake;

import io.parley.handshake.ExtensionNegotiation.Answer;
import io.parley.spec.Clause;
import java.util.ArrayList;
import java.util.List;

/** Row 15: the first offer that can be accepted is chosen. */
final class ExtensionRule extends RequestRule {
  static final String ID = "extension";

  private static final String KEPT = " The client's window is kept between its messages.";

  ExtensionRule() {
    super(ID);
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    List<Answer> answers = handshake.negotiation().answers();
    List<Finding> findings = new ArrayList<>(answers.size());
    for (int at = 0; at < answers.size(); at++) {
      findings.add(judge(answers.get(at)));
    }
    return findings;
  }

  private Finding judge(Answer answer) {
    String shown = FieldValues.shown(FieldNames.EXTENSIONS, answer.offer().toString());
    if (answer instanceof Answer.Chosen chosen) {
      return chosen(Clause.DEFLATE_SERVER_TAKEOVER, shown, detail(chosen.accepted()));
    }
    return answer instanceof Answer.Declined declined
        ? declined(declined.objection().problemCode(), shown, declined.objection().detail())
        : ignored(Clause.EXTENSION_ORDER, shown, "An earlier offer was chosen.");
  }

  private static String detail(AcceptedExtension accepted) {
    return "Chosen: " + accepted + "." + (accepted.keepsClientContext() ? KEPT : "");
  }
}
