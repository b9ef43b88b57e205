package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.http.SafeText;
import io.parley.http.TokenList;
import io.parley.spec.Clause;
import java.util.List;

/**
 * Row 8: Connection lists upgrade. A close beside it is allowed, since some proxies always add it.
 * It concerns only an HTTP connection ({@code Clause.CLOSE_OPTION}), which ends with the 101.
 */
final class ConnectionRule extends RequestRule {
  ConnectionRule() {
    super("connection");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return handshake.clientHandshake().isOverHttp2()
        ? List.of()
        : List.of(judge(handshake.headers()));
  }

  private Finding judge(Headers headers) {
    String connection = headers.joined(FieldNames.CONNECTION);
    String shown = FieldValues.shown(FieldNames.CONNECTION, connection);
    if (!TokenList.lists(connection, FieldNames.UPGRADE)) {
      String detail =
          headers.has(FieldNames.CONNECTION)
              ? "Connection was \"" + SafeText.of(shown) + "\", without upgrade."
              : "There was no Connection.";
      return refused(ProblemCode.CONNECTION_WITHOUT_UPGRADE, shown, detail);
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
