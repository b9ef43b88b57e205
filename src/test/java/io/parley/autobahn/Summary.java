package io.parley.autobahn;

import io.parley.autobahn.Report.Result;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A report as a page. */
final class Summary {
  private static final Map<Integer, String> GROUPS =
      new TreeMap<>(
          Map.of(
              1, "Framing",
              2, "Pings and pongs",
              3, "Reserved bits",
              4, "Opcodes",
              5, "Fragmentation",
              6, "UTF-8",
              7, "Close",
              9, "Limits and performance, up to 16 MiB",
              10, "Fragmentation by the sender"));

  private static final String HEAD =
      """
      # Frames: the Autobahn test suite

      Written by `mvn verify -P autobahn` from the suite's report, which stays in `target/autobahn`.
      The suite (0.5.6) connects to `/echo`, which runs with `--max-message 16777216` and without rate limits. The table
      shows how many cases of each group passed. *Non-strict*: correct, but later or in another way
      than the suite prefers. *Informational*: the standard does not decide the case.

      """;

  private final Report report;

  private Summary(Report report) {
    this.report = report;
  }

  static String of(Report report) {
    return new Summary(report).text();
  }

  private String text() {
    StringBuilder text = new StringBuilder(HEAD);
    List<String> servers = report.servers();
    text.append("| cases | ").append(String.join(" | ", servers)).append(" |\n");
    text.append("|---|").append("---|".repeat(servers.size())).append('\n');
    GROUPS.forEach(
        (group, name) ->
            text.append("| ")
                .append(group)
                .append(". ")
                .append(name)
                .append(" | ")
                .append(
                    servers.stream()
                        .map(server -> count(server, Integer.toString(group)))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n"));
    text.append('\n');
    list(text, "Non-strict", result -> result.behavior().equals("NON-STRICT"));
    list(text, "Informational", result -> result.behavior().equals("INFORMATIONAL"));
    list(
        text,
        "Answered with the same close code: 1012, 1013 or 1014, which were registered after the"
            + " suite was made in 2013, so it takes them for invalid",
        Result::isOutdated);
    list(text, "**Failed**", report.failed()::contains);
    return text.toString();
  }

  private String count(String server, String group) {
    List<Result> tried =
        report.results().stream()
            .filter(result -> result.server().equals(server) && result.group().equals(group))
            .toList();
    long passed = tried.stream().filter(r -> r.passed() || r.isOutdated()).count();
    return passed + " of " + tried.size();
  }

  private void list(StringBuilder text, String title, Predicate<Result> which) {
    for (String server : report.servers()) {
      String ids =
          report.results().stream()
              .filter(result -> result.server().equals(server))
              .filter(which)
              .map(Result::id)
              .collect(Collectors.joining(", "));
      if (!ids.isEmpty()) {
        text.append("- ").append(title).append(" (").append(server).append("): ").append(ids);
        text.append(".\n");
      }
    }
  }
}
