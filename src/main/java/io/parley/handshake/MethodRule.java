package io.parley.handshake;

import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;

/** Row 3: the method is GET over HTTP/1.1, CONNECT over HTTP/2. */
final class MethodRule extends RequestRule {
  MethodRule() {
    super("method");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    ClientHandshake clientHandshake = handshake.clientHandshake();
    String expected = expected(clientHandshake);
    String shown = FieldValues.method(clientHandshake.method());
    Clause clause =
        clientHandshake.isOverHttp2() ? Clause.CONNECT_METHOD : Clause.GET_OVER_HTTP_1_1;
    return List.of(
        clientHandshake.method().equals(expected)
            ? passed(clause, shown, "The method is " + expected + ".")
            : refused(
                ProblemCode.METHOD_NOT_ALLOWED,
                shown,
                "The method was \"" + SafeText.of(shown) + "\" instead of " + expected + "."));
  }

  static String expected(ClientHandshake clientHandshake) {
    return clientHandshake.isOverHttp2() ? "CONNECT" : "GET";
  }
}
