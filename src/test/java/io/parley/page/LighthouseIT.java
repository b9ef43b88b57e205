package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages as Lighthouse scores them, for a phone with a slow network. */
@NeedsBrowser
class LighthouseIT {
  /** Seconds for one page. */
  private static final int PATIENCE = 240;

  /** A busy machine is slower than the page. */
  private static final int TRIES = 3;

  private static RunningParley server;
  private static Path program;

  @BeforeAll
  static void start() throws Exception {
    program = AuditTool.LIGHTHOUSE.path();
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "chat, /?room=light",
    "handshakes, /handshakes.html",
    "lab, /lab.html",
    "operator, /operator.html",
    "problem, /problems/version-unsupported?lang=en",
    "document, /docs/get-started"
  })
  void aPageScoresInFullForAccessibilityAndAtLeast98ForPerformance(String name, String path)
      throws Exception {
    var scores = Map.of("accessibility", 0.0, "performance", 0.0);
    for (int i = 0; i < TRIES && scores.get("performance") < 0.98; i++) {
      scores = scores(name, path);
      System.out.println("lighthouse: " + name + " " + scores);
    }
    assertThat(scores.get("accessibility")).isEqualTo(1.0);
    assertThat(scores.get("performance")).isGreaterThanOrEqualTo(0.98);
  }

  private static Map<String, Double> scores(String name, String path) throws Exception {
    var report = Path.of("target", "lighthouse", name + ".json").toAbsolutePath();
    Files.createDirectories(report.getParent());
    var command =
        List.of(
            "node",
            program.toString(),
            server.url(path),
            "--quiet",
            "--only-categories=accessibility,performance",
            // The network is a phone's. The machine that builds is slow and shared already.
            "--throttling.cpuSlowdownMultiplier=1",
            "--output=json",
            "--output-path=" + report,
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu");
    var builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
    builder
        .environment()
        .put("CHROME_PATH", Programs.shell().or(Programs::browser).orElseThrow().toString());
    var output = report.resolveSibling(name + ".txt");
    var process = builder.redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("ended").isTrue();
      // It could not judge, such as where the browser recorded nothing: then there is no score.
      System.out.print(said(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    var categories = (Map<?, ?>) Json.object(report(report)).get("categories");
    return Map.of(
        "accessibility", score(categories, "accessibility"),
        "performance", score(categories, "performance"));
  }

  /** The report; what has no value counts as 0, such as the score of what could not be judged. */
  private static String report(Path file) throws IOException {
    return Files.readString(file).replaceAll("(?<=[:\\[,])\\s*null\\b", "0");
  }

  private static String said(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static double score(Map<?, ?> categories, String name) {
    return ((Number) ((Map<?, ?>) categories.get(name)).get("score")).doubleValue();
  }
}
