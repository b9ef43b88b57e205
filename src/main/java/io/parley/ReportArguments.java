package io.parley;

import io.parley.probe.Baseline;
import io.parley.probe.GithubAnnotations;
import io.parley.probe.HtmlReport;
import io.parley.probe.JsonReport;
import io.parley.probe.JunitReport;
import io.parley.probe.Report;
import io.parley.probe.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Option;

/** The options of a report, for each command that judges cases. */
final class ReportArguments {
  /** In the order of the help text. */
  static final List<String> NAMES =
      List.of("--json", "--junit", "--html", "--github", "--baseline", "--write-baseline");

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON, too.")
  private List<Path> json = List.of();

  @Option(names = "--junit", paramLabel = "FILE", description = "Write it as JUnit XML, too.")
  private List<Path> junit = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "Write it as one web page, too.")
  private List<Path> html = List.of();

  @Option(names = "--github", description = "Print failures as annotations for GitHub Actions.")
  private boolean github;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "The failures in this file are known, and do not count.")
  private List<Path> baselines = List.of();

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write all failures into this file, for --baseline.")
  private List<Path> written = List.of();

  /**
   * Reads the known failures.
   *
   * @param addresses of all cases
   */
  Baseline baseline(List<String> addresses) throws IOException {
    return baselines.isEmpty() ? Baseline.EMPTY : Baseline.read(baselines.get(0), addresses);
  }

  /** Prints the report and writes its files. */
  void write(Report report, Baseline baseline, PrintWriter out, boolean coloured)
      throws IOException {
    Runnable text = () -> new TextReport(out, coloured).write(report);
    if (github) {
      GithubAnnotations.guarded(out, UUID.randomUUID().toString(), text);
      GithubAnnotations.write(report, out);
    } else {
      text.run();
    }
    write(json, JsonReport.of(report));
    write(junit, JunitReport.of(report));
    write(html, HtmlReport.of(report));
    write(written, baseline.update(report));
  }

  private static void write(List<Path> files, String text) throws IOException {
    for (Path file : files) {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
      }
    }
  }
}
