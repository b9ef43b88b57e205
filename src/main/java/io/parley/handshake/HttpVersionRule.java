package io.parley.handshake;

import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;

/** Row 4: the version is HTTP/1.1 or newer. */
final class HttpVersionRule extends RequestRule {
  HttpVersionRule() {
    super("http-version");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    ClientHandshake clientHandshake = handshake.clientHandshake();
    String seen = FieldValues.protocol(clientHandshake.protocol());
    return List.of(
        clientHandshake.isOverHttp11() || clientHandshake.isOverHttp2()
            ? passed(Clause.GET_OVER_HTTP_1_1, seen, "The version is new enough.")
            : refused(
                ProblemCode.HTTP_VERSION_OLD,
                seen,
                "The version was \""
                    + SafeText.of(seen)
                    + "\"; HTTP/1.1 is the oldest that can upgrade."));
  }
}
