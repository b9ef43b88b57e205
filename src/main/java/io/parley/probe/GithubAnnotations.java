package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** Writes failures as workflow commands, which GitHub shows as annotations of a run. */
public final class GithubAnnotations {
  /** GitHub shows no more of one kind for a step. */
  private static final int MAX = 10;

  private final PrintWriter out;

  private GithubAnnotations(PrintWriter out) {
    this.out = out;
  }

  /**
   * Runs the action with workflow commands switched off, for it prints what a peer sent.
   *
   * @param token that no peer can guess
   */
  public static void guarded(PrintWriter out, String token, Runnable action) {
    out.println("::stop-commands::" + token);
    action.run();
    out.println("::" + token + "::");
    out.flush();
  }

  public static void write(Report report, PrintWriter out) {
    new GithubAnnotations(out).write(report);
    out.flush();
  }

  private void write(Report report) {
    List<CaseResult> all = report.newFailures();
    each("error", all.stream().filter(report::counts).toList());
    each("warning", all.stream().filter(failure -> !report.counts(failure)).toList());
    report.mended().stream()
        .limit(MAX)
        .forEach(
            each ->
                command(
                    "notice",
                    "Known failure passes now: " + each.subject().address(),
                    "Take it out of the baseline."));
  }

  private void each(String kind, List<CaseResult> failures) {
    Stream<CaseResult> shown = failures.stream().limit(failures.size() > MAX ? MAX - 1 : MAX);
    shown.forEach(failure -> command(kind, title(failure), message(failure)));
    if (failures.size() > MAX) {
      int more = failures.size() - MAX + 1;
      command(kind, "parley probe", more + " more failures; the log of the step has them all");
    }
  }

  private static String title(CaseResult failure) {
    return failure.subject().address() + " failed (" + failure.subject().demandLevel() + ")";
  }

  private static String message(CaseResult failure) {
    JudgedCase subject = failure.subject();
    return "We "
        + subject.we()
        + "; they have to "
        + subject.they()
        + ".\nSaw: "
        + failure.caseOutcome().why()
        + "\n"
        + subject.address().clause()
        + " "
        + subject.address().link();
  }

  private void command(String kind, String title, String message) {
    out.println("::" + kind + " title=" + property(title) + "::" + data(message));
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
