package io.parley.handshake;

import io.parley.handshake.PathMatch.BadValue;
import io.parley.handshake.PathMatch.Unknown;
import io.parley.http.Redaction;
import io.parley.http.Shown;
import io.parley.spec.Clause;
import java.util.List;

/** Row 1: an endpoint stands at the path. */
final class PathKnown extends Rule {
  PathKnown() {
    super("path");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    if (handshake.offer().path() instanceof Unknown unknown) {
      return List.of(unknown(unknown));
    }
    return List.of(
        handshake.offer().path() instanceof BadValue bad
            ? refused(Code.PATH_VALUE_INVALID, shown(bad), detail(bad))
            : passed(Clause.RESOURCE_UNKNOWN, "", "An endpoint stands at that path."));
  }

  private Finding unknown(Unknown path) {
    return path.nearest()
        .map(nearest -> near(Shown.of(nearest), path.rule()))
        .orElseGet(() -> refused(Code.PATH_UNKNOWN, "", "No endpoint stands at that path."));
  }

  private Finding near(String nearest, String rule) {
    String detail = "No endpoint stands at that path; the nearest is " + nearest + ".";
    return refused(Code.PATH_UNKNOWN, "", sentences(detail, rule)).suggesting(nearest);
  }

  private static String detail(BadValue bad) {
    return sentences("\"" + Shown.of(shown(bad)) + "\" is not allowed in that path.", bad.rule());
  }

  private static String shown(BadValue bad) {
    return Redaction.phrase(bad.value());
  }

  private static String sentences(String first, String second) {
    return second.isEmpty() ? first : first + " " + second;
  }
}
