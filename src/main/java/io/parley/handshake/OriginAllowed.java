package io.parley.handshake;

import static io.parley.handshake.Finding.passed;
import static io.parley.handshake.Finding.refused;

import io.parley.http.Authority;
import io.parley.http.Origin;
import io.parley.http.Parsed.Valid;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;
import java.util.function.Predicate;

/** Row 11: the page that opens the connection may. */
final class OriginAllowed implements Rule {

  @Override
  public List<Finding> judge(Offer offer, Policy policy) {
    List<String> origins = offer.headers().values(Field.ORIGIN);
    String saw = FieldValues.shown(Field.ORIGIN, offer.headers().joined(Field.ORIGIN));
    return List.of(
        switch (origins.size()) {
          case 0 -> absent(policy);
          case 1 -> judge(origins.get(0), offer, policy);
          default ->
              refused(
                  "origin",
                  Code.ORIGIN_REPEATED,
                  saw,
                  "There were " + origins.size() + " Origin fields.");
        });
  }

  private static Finding absent(Policy policy) {
    return policy.origins().absent()
        ? passed("origin", Clause.ORIGIN_FIELD, "", "There is no Origin: it is not a browser.")
        : refused("origin", Code.ORIGIN_REQUIRED, "", "There was no Origin.");
  }

  private static Finding judge(String text, Offer offer, Policy policy) {
    String shown = Shown.of(FieldValues.shown(Field.ORIGIN, text));
    if (!(Origin.parse(text) instanceof Valid<Origin> valid)) {
      return refused(
          "origin",
          Code.ORIGIN_MALFORMED,
          shown,
          "Origin was \"" + shown + "\", which is no origin.");
    }
    return isAllowed(valid.value(), offer, policy.origins())
        ? passed("origin", Clause.ORIGIN_FIELD, shown, "A page of that origin may connect.")
        : refused(
            "origin",
            Code.ORIGIN_NOT_ALLOWED,
            shown,
            "Origin was \"" + shown + "\", and the request went to " + asked(offer) + ".");
  }

  private static boolean isAllowed(Origin origin, Offer offer, Origins origins) {
    return origins.list(origin)
        || offer.authority().filter(own(origin, offer, origins)).isPresent();
  }

  private static Predicate<Authority> own(Origin origin, Offer offer, Origins origins) {
    return authority ->
        origin instanceof Origin.Tuple page && origins.isOwn(page, authority, offer.secure());
  }

  private static String asked(Offer offer) {
    return offer
        .named()
        .map(name -> "\"" + Shown.of(FieldValues.host(name)) + "\"")
        .orElse("no host");
  }
}
