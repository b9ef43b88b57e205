package io.parley.handshake;

import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/** Row 3: GET over HTTP/1.1, CONNECT over HTTP/2. */
final class MethodFits extends Rule {
  MethodFits() {
    super("method");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    Offer offer = handshake.offer();
    String expected = expected(offer);
    String shown = FieldValues.method(offer.method());
    Clause clause = offer.isOverHttp2() ? Clause.CONNECT_METHOD : Clause.GET_OVER_HTTP_1_1;
    return List.of(
        offer.method().equals(expected)
            ? passed(clause, shown, "The method is " + expected + ".")
            : refused(
                Code.METHOD_NOT_ALLOWED,
                shown,
                "The method was \"" + Shown.of(shown) + "\" instead of " + expected + "."));
  }

  static String expected(Offer offer) {
    return offer.isOverHttp2() ? "CONNECT" : "GET";
  }
}
