package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.http.SafeText;
import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;

/** Row 7: Upgrade lists websocket. */
final class UpgradeRule extends RequestRule {
  UpgradeRule() {
    super("upgrade");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.clientHandshake().isOverHttp2()
        ? List.of()
        : List.of(judge(handshake.headers()));
  }

  private Finding judge(Headers headers) {
    String upgrade = headers.joined(FieldNames.UPGRADE);
    String shown = FieldValues.shown(FieldNames.UPGRADE, upgrade);
    if (TokenList.lists(upgrade, FieldNames.WEBSOCKET)) {
      return passed(Clause.UPGRADE_FIELD, shown, "Upgrade lists websocket.");
    }
    String detail =
        headers.has(FieldNames.UPGRADE)
            ? "Upgrade was \"" + SafeText.of(shown) + "\", without websocket."
            : "There was no Upgrade.";
    return refused(ProblemCode.UPGRADE_REQUIRED, shown, detail);
  }
}
