package io.parley.handshake;

import io.parley.http.Authority;
import io.parley.http.Headers;
import io.parley.http.Origin;
import io.parley.http.Parsed.Valid;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;
import java.util.function.Predicate;

/** Row 11: the origin of the page may connect. */
final class OriginRule extends RequestRule {
  OriginRule() {
    super("origin");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    Headers headers = handshake.headers();
    List<String> origins = headers.values(FieldNames.ORIGIN);
    return List.of(
        switch (origins.size()) {
          case 0 -> absent(handshake.policy());
          case 1 -> judge(origins.get(0), handshake);
          default ->
              refused(
                  ProblemCode.ORIGIN_REPEATED,
                  FieldValues.shown(FieldNames.ORIGIN, headers.joined(FieldNames.ORIGIN)),
                  "There were " + origins.size() + " Origin fields.");
        });
  }

  private Finding absent(Policy policy) {
    return policy.allowedOrigins().absent()
        ? passed(Clause.ORIGIN_FIELD, "", "There is no Origin: it is not a browser.")
        : refused(ProblemCode.ORIGIN_REQUIRED, "", "There was no Origin.");
  }

  private Finding judge(String text, ParsedHandshake handshake) {
    String shown = SafeText.of(FieldValues.shown(FieldNames.ORIGIN, text));
    if (!(Origin.parse(text) instanceof Valid<Origin> valid)) {
      return refused(
          ProblemCode.ORIGIN_MALFORMED, shown, "Origin was \"" + shown + "\", which is no origin.");
    }
    return isAllowed(valid.value(), handshake)
        ? passed(Clause.ORIGIN_FIELD, shown, "A page of that origin may connect.")
        : refused(
            ProblemCode.ORIGIN_NOT_ALLOWED,
            shown,
            "Origin was \"" + shown + "\", and the request went to " + asked(handshake) + ".");
  }

  private static boolean isAllowed(Origin origin, ParsedHandshake handshake) {
    return handshake.policy().allowedOrigins().list(origin)
        || (origin instanceof Origin.Tuple page
            && handshake.authority().filter(own(page, handshake)).isPresent());
  }

  private static Predicate<Authority> own(Origin.Tuple page, ParsedHandshake handshake) {
    return authority ->
        handshake
            .policy()
            .allowedOrigins()
            .isOwn(page, authority, handshake.clientHandshake().secure());
  }

  private static String asked(ParsedHandshake handshake) {
    return handshake
        .server()
        .map(name -> "\"" + SafeText.of(FieldValues.host(name.text())) + "\"")
        .orElse("no host");
  }
}
