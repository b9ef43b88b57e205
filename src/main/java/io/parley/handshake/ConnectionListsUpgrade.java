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
    if (!TokenList.lists(connection, Field.UPGRADE)) {
      String detail =
          headers.has(Field.CONNECTION)
              ? "Connection was \"" + Shown.of(connection) + "\", without upgrade."
              : "There was no Connection.";
      return refused("connection", Code.CONNECTION_WITHOUT_UPGRADE, connection, detail);
    }
    return TokenList.lists(connection, "close")
        ? refused(
            "connection",
            Code.CONNECTION_CLOSE,
            connection,
            "Connection was \"" + Shown.of(connection) + "\": it cannot both stay and close.")
        : passed("connection", Clause.CONNECTION_FIELD, connection, "Connection lists upgrade.");
  }
}
