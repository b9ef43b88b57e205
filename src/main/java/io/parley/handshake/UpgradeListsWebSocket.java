package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Headers;
import io.parley.http.Shown;
import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;

/** Row 7: Upgrade lists websocket. */
final class UpgradeListsWebSocket implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return offer.isOverHttp2() ? List.of() : List.of(judge(offer.headers()));
  }

  private static Finding judge(Headers headers) {
    String upgrade = headers.joined(Field.UPGRADE);
    String shown = FieldValues.shown(Field.UPGRADE, upgrade);
    if (TokenList.lists(upgrade, Field.WEBSOCKET)) {
      return passed("upgrade", Clause.UPGRADE_FIELD, shown, "Upgrade lists websocket.");
    }
    String detail =
        headers.has(Field.UPGRADE)
            ? "Upgrade was \"" + Shown.of(shown) + "\", without websocket."
            : "There was no Upgrade.";
    return refused("upgrade", Code.UPGRADE_REQUIRED, shown, detail);
  }
}
