package io.parley.autobahn;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs for minutes, and only in the profile {@code autobahn}. */
@Tag("autobahn")
class AutobahnIT {
  /** Bytes: what the largest messages of cases 9 have. */
  private static final String MAX_MESSAGE = "16777216";

  private static final List<String> CASES =
      List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "9.*", "10.*");
  private static final int CASE_COUNT = 305;

  /** More cases than a busy machine makes fail. */
  private static final int MOST_AGAIN = 10;

  private static final Logger LOG = Logger.getLogger("io.parley");

  @TempDir private Path work;

  @Test
  void everyCaseIsPassedOnEveryServer() throws Exception {
    LOG.setLevel(Level.WARNING); // Else it has a line for each of many thousand messages.
    Path libraries = Path.of(System.getProperty("parley.autobahn"));
    Path out = Path.of("target", "autobahn").toAbsolutePath();
    Path distributions = libraries.resolve("tomcat");
    try (RunningParley jetty = RunningParley.start(options());
        RunningParley plain = RunningParley.start(options("--plain-jetty", "true"));
        TomcatProcess tomcat = TomcatProcess.start(distributions, work, MAX_MESSAGE)) {
      Map<String, String> servers =
          new TreeMap<>(
              Map.of(
                  "Jetty", url(jetty.port(0)),
                  "Jetty `--plain-jetty`", url(plain.port(0)),
                  "Tomcat", url(tomcat.port())));
      Report together = new Fuzzer(libraries, out).run(servers, CASES);
      Report report = together.with(again(libraries, out.resolve("again"), servers, together));
      Files.writeString(out.resolve("autobahn.md"), Summary.of(report));
      assertThat(report.failed()).isEmpty();
      assertThat(report.servers()).containsExactlyElementsOf(servers.keySet());
      assertThat(report.results()).hasSize(CASE_COUNT * servers.size());
      Files.writeString(Path.of("src/site/markdown/autobahn.md"), Summary.of(report));
    }
  }

  /**
   * Tries what failed once more, with nothing beside it: the suite gives a server half a second to
   * close a connection, which is short where three suites share two cores.
   */
  private static Report again(Path libraries, Path out, Map<String, String> servers, Report report)
      throws Exception {
    assertThat(report.failed()).hasSizeLessThanOrEqualTo(MOST_AGAIN);
    Map<String, List<String>> failed =
        report.failed().stream()
            .collect(groupingBy(Report.Result::server, mapping(Report.Result::id, toList())));
    Report later = new Report(List.of());
    for (Map.Entry<String, List<String>> each : failed.entrySet()) {
      String server = each.getKey();
      System.out.println("tried again: " + server + " " + each.getValue());
      Map<String, String> alone = Map.of(server, servers.get(server));
      later = later.with(new Fuzzer(libraries, out).run(alone, each.getValue()));
    }
    return later;
  }

  private static String[] options(String... others) {
    return Stream.concat(
            // The suite takes long for 65,536 fragments where three of it share two cores.
            Stream.of("--port", "0", "--max-message", MAX_MESSAGE, "--message-timeout", "5m"),
            Stream.concat(Stream.of("--message-rate", "0", "--byte-rate", "0"), Stream.of(others)))
        .toArray(String[]::new);
  }

  private static String url(int port) {
    return "ws://127.0.0.1:" + port + "/echo";
  }
}
