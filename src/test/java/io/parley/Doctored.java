package io.parley;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code parley doctor} printed, as a user types it. */
record Doctored(int status, String out, String err) {
  static Doctored of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Arguments.strict()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                Stream.concat(Stream.of("doctor"), Stream.of(arguments)).toArray(String[]::new));
    return new Doctored(status, out.toString(), err.toString());
  }

  /** The step that failed and who is to blame, such as {@code upgrade: a proxy between}. */
  String verdict() {
    return group("(?m)^  failed  (\\S+( \\S+)*)") + ": " + group("(?m)^  To blame: (.*)$");
  }

  /** Everything as one line, with single spaces. */
  String text() {
    return out.replaceAll("\\s+", " ");
  }

  private String group(String pattern) {
    return Pattern.compile(pattern)
        .matcher(out)
        .results()
        .findFirst()
        .map((MatchResult found) -> found.group(1).replaceFirst(" {2,}.*", ""))
        .orElse("none");
  }
}
