package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.http.SafeText;
import io.parley.spec.Clause;
import java.util.List;
import java.util.regex.Pattern;

/** Row 10: the version is 13, in one field. */
final class VersionRule extends RequestRule {
  VersionRule() {
    super("version");
  }

  /**
   * {@code version = DIGIT | (NZDIGIT DIGIT) | ("1" DIGIT DIGIT) | ("2" DIGIT DIGIT)} (RFC 6455
   * 4.3).
   */
  private static final Pattern GRAMMAR = Pattern.compile("[0-9]|[1-9][0-9]|[12][0-9][0-9]");

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    return List.of(judge(handshake.headers()));
  }

  private Finding judge(Headers headers) {
    List<String> versions = headers.values(FieldNames.VERSION);
    return switch (versions.size()) {
      case 0 -> refused(ProblemCode.VERSION_MISSING, "", "There was no Sec-WebSocket-Version.");
      case 1 -> judge(versions.get(0));
      default ->
          refused(
              ProblemCode.VERSION_REPEATED,
              FieldValues.shown(FieldNames.VERSION, headers.joined(FieldNames.VERSION)),
              "There were " + versions.size() + " Sec-WebSocket-Version fields.");
    };
  }

  private Finding judge(String version) {
    if (version.equals(FieldNames.VERSION_13)) {
      return passed(Clause.VERSION_FIELD, version, "The version is 13.");
    }
    ProblemCode problemCode =
        GRAMMAR.matcher(version).matches()
            ? ProblemCode.VERSION_UNSUPPORTED
            : ProblemCode.VERSION_MALFORMED;
    String shown = SafeText.of(FieldValues.shown(FieldNames.VERSION, version));
    return refused(
        problemCode, shown, "Sec-WebSocket-Version was \"" + shown + "\"; this server speaks 13.");
  }
}
