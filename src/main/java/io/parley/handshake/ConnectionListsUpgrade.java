package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.http.Shown;
import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;

/**
 * Row 8: Connection lists upgrade. A proxy in use always adds close, which says something of an
 * HTTP connection only ({@code Clause.CLOSE_OPTION}): after a 101 there is none.
 */
final class ConnectionListsUpgrade extends Rule {
  ConnectionListsUpgrade() {
    super("connection");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.offer().isOverHttp2() ? List.of() : List.of(judge(handshake.headers()));
  }

  private Finding judge(Headers headers) {
    String connection = headers.joined(Field.CONNECTION);
    String shown = FieldValues.shown(Field.CONNECTION, connection);
    if (!TokenList.lists(connection, Field.UPGRADE)) {
      String detail =
          headers.has(Field.CONNECTION)
              ? "Connection was \"" + Shown.of(shown) + "\", without upgrade."
              : "There was no Connection.";
      return refused(Code.CONNECTION_WITHOUT_UPGRADE, shown, detail);
    }
    return TokenList.lists(connection, "close")
        ? passed(
            Clause.CLOSE_OPTION,
            shown,
            "Connection lists upgrade; close beside it does not count, for HTTP ends with the"
                + " upgrade.")
        : passed(Clause.CONNECTION_FIELD, shown, "Connection lists upgrade.");
  }
}
