package io.parley.handshake;

import io.parley.handshake.PathMatch.BadValue;
import io.parley.handshake.PathMatch.Unknown;
import io.parley.http.Redaction;
import io.parley.http.SafeText;
import io.parley.spec.Clause;

/** Row 1: the path is that of an endpoint. */
final class PathRule extends Rule {
  PathRule() {
    super("path");
  }

  Finding judge(PathMatch path) {
    if (path instanceof Unknown unknown) {
      return unknown(unknown);
    }
    return path instanceof BadValue bad
        ? refused(ProblemCode.PATH_VALUE_INVALID, shown(bad), detail(bad))
        : passed(Clause.RESOURCE_UNKNOWN, "", "An endpoint stands at that path.");
  }

  private Finding unknown(Unknown path) {
    return path.nearest()
        .map(nearest -> near(SafeText.of(nearest), path.rule()))
        .orElseGet(() -> refused(ProblemCode.PATH_UNKNOWN, "", "No endpoint stands at that path."));
  }

  private Finding near(String nearest, String rule) {
    String detail = "No endpoint stands at that path; the nearest is " + nearest + ".";
    return refused(ProblemCode.PATH_UNKNOWN, "", sentences(detail, rule)).suggesting(nearest);
  }

  private static String detail(BadValue bad) {
    return sentences(
        "\"" + SafeText.of(shown(bad)) + "\" is not allowed in that path.", bad.rule());
  }

  private static String shown(BadValue bad) {
    return Redaction.phrase(bad.value());
  }

  private static String sentences(String first, String second) {
    return second.isEmpty() ? first : first + " " + second;
  }
}
