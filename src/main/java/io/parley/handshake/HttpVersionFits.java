package io.parley.handshake;

import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/** Row 4: HTTP/1.1 or newer. */
final class HttpVersionFits extends Rule {
  HttpVersionFits() {
    super("http-version");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    Offer offer = handshake.offer();
    String seen = FieldValues.protocol(offer.protocol());
    return List.of(
        offer.isOverHttp11() || offer.isOverHttp2()
            ? passed(Clause.GET_OVER_HTTP_1_1, seen, "The version is new enough.")
            : refused(
                Code.HTTP_VERSION_OLD,
                seen,
                "The version was \""
                    + Shown.of(seen)
                    + "\"; HTTP/1.1 is the oldest that can upgrade."));
  }
}
