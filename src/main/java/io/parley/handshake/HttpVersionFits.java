package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/** Row 4: HTTP/1.1 or newer. */
final class HttpVersionFits implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    String seen = FieldValues.protocol(offer.protocol());
    return List.of(
        offer.isOverHttp11() || offer.isOverHttp2()
            ? passed("http-version", Clause.GET_OVER_HTTP_1_1, seen, "The version is new enough.")
            : refused(
                "http-version",
                Code.HTTP_VERSION_OLD,
                seen,
                "The version was \""
                    + Shown.of(seen)
                    + "\"; HTTP/1.1 is the oldest that can upgrade."));
  }
}
