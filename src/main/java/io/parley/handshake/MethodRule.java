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
    if (!clientHandshake.method().equals(expected)) {
      String detail = "The method was \"" + SafeText.of(shown) + "\" instead of " + expected + ".";
      return List.of(refused(ProblemCode.METHOD_NOT_ALLOWED, shown, detail));
    }
    return List.of(
        clientHandshake.isOverHttp2()
            ? passed(Clause.CONNECT_METHOD, shown, "The method is CONNECT.")
            : passed(Clause.GET_OVER_HTTP_1_1, shown, "The method is GET."));
  }

  static String expected(ClientHandshake clientHandshake) {
    return clientHandshake.isOverHttp2() ? "CONNECT" : "GET";
  }
}
