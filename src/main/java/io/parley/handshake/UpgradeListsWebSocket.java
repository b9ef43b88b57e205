package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.http.Shown;
import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;

/** Row 7: Upgrade lists websocket. */
final class UpgradeListsWebSocket extends Rule {
  UpgradeListsWebSocket() {
    super("upgrade");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.offer().isOverHttp2() ? List.of() : List.of(judge(handshake.headers()));
  }

  private Finding judge(Headers headers) {
    String upgrade = headers.joined(Field.UPGRADE);
    String shown = FieldValues.shown(Field.UPGRADE, upgrade);
    if (TokenList.lists(upgrade, Field.WEBSOCKET)) {
      return passed(Clause.UPGRADE_FIELD, shown, "Upgrade lists websocket.");
    }
    String detail =
        headers.has(Field.UPGRADE)
            ? "Upgrade was \"" + Shown.of(shown) + "\", without websocket."
            : "There was no Upgrade.";
    return refused(Code.UPGRADE_REQUIRED, shown, detail);
  }
}
