package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Headers;
import io.parley.http.Shown;
import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;

/** Row 8: Connection lists upgrade, and not close. */
final class ConnectionListsUpgrade implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    return offer.isOverHttp2() ? List.of() : List.of(judge(offer.headers()));
  }

  private static Finding judge(Headers headers) {
    String connection = headers.joined(Field.CONNECTION);
    String shown = FieldValues.shown(Field.CONNECTION, connection);
    if (!TokenList.lists(connection, Field.UPGRADE)) {
      String detail =
          headers.has(Field.CONNECTION)
              ? "Connection was \"" + Shown.of(shown) + "\", without upgrade."
              : "There was no Connection.";
      return refused("connection", Code.CONNECTION_WITHOUT_UPGRADE, shown, detail);
    }
    return TokenList.lists(connection, "close")
        ? refused(
            "connection",
            Code.CONNECTION_CLOSE,
            shown,
            "Connection was \"" + Shown.of(shown) + "\": it cannot both stay and close.")
        : passed("connection", Clause.CONNECTION_FIELD, shown, "Connection lists upgrade.");
  }
}
