package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Origin;
import io.parley.http.Parsed.Valid;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;
import java.util.function.Predicate;

/** Row 11: the page that opens the connection may. */
final class OriginAllowed extends Rule {
  OriginAllowed() {
    super("origin");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    List<String> origins = handshake.headers().values(Field.ORIGIN);
    String saw = FieldValues.shown(Field.ORIGIN, handshake.headers().joined(Field.ORIGIN));
    return List.of(
        switch (origins.size()) {
          case 0 -> absent(handshake.policy());
          case 1 -> judge(origins.get(0), handshake);
          default ->
              refused(
                  Code.ORIGIN_REPEATED, saw, "There were " + origins.size() + " Origin fields.");
        });
  }

  private Finding absent(Policy policy) {
    return policy.origins().absent()
        ? passed(Clause.ORIGIN_FIELD, "", "There is no Origin: it is not a browser.")
        : refused(Code.ORIGIN_REQUIRED, "", "There was no Origin.");
  }

  private Finding judge(String text, ParsedHandshake handshake) {
    String shown = Shown.of(FieldValues.shown(Field.ORIGIN, text));
    if (!(Origin.parse(text) instanceof Valid<Origin> valid)) {
      return refused(
          Code.ORIGIN_MALFORMED, shown, "Origin was \"" + shown + "\", which is no origin.");
    }
    return isAllowed(valid.value(), handshake)
        ? passed(Clause.ORIGIN_FIELD, shown, "A page of that origin may connect.")
        : refused(
            Code.ORIGIN_NOT_ALLOWED,
            shown,
            "Origin was \"" + shown + "\", and the request went to " + asked(handshake) + ".");
  }

  private static boolean isAllowed(Origin origin, ParsedHandshake handshake) {
    return handshake.policy().origins().list(origin)
        || (origin instanceof Origin.Tuple page
            && handshake.authority().filter(own(page, handshake)).isPresent());
  }

  private static Predicate<Authority> own(Origin.Tuple page, ParsedHandshake handshake) {
    return authority ->
        handshake.policy().origins().isOwn(page, authority, handshake.offer().secure());
  }

  private static String asked(ParsedHandshake handshake) {
    return handshake
        .server()
        .map(name -> "\"" + Shown.of(FieldValues.host(name.text())) + "\"")
        .orElse("no host");
  }
}
