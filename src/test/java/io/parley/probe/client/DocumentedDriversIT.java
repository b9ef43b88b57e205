package io.parley.probe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.probe.CaseResult;
import io.parley.probe.Report;
import io.parley.tool.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drivers of {@code probe-client.md}, as they stand there. One whose interpreter is not
 * installed is left out, and the build's output says so; with {@code TEST_CLIENTS=required} in the
 * environment it fails.
 */
final class DocumentedDriversIT {
  private static final Path NODE_MODULES =
      Path.of(System.getProperty("parley.clients", "target/clients"), "ws", "node_modules")
          .toAbsolutePath();

  /** Sections that each client passes, with right and wrong answers. */
  private static final List<String> SECTIONS =
      List.of("rfc6455/5.1", "rfc6455/11.3.1", "rfc9110/5.1", "rfc6455/4.1/66", "rfc6455/4.1/15");

  @TempDir private Path folder;

  @Test
  void java() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(drive(java.toString(), "Driver.java").failures()).isEmpty();
  }

  @Test
  void node() throws Exception {
    require("the driver of Node.js: no " + NODE_MODULES, Files.isDirectory(NODE_MODULES));
    assertThat(drive("node", "driver.js").failures()).isEmpty();
  }

  @Test
  void python() throws Exception {
    require("the driver of Python: no websockets", has("/usr/bin/python3", "import websockets"));
    assertThat(drive("/usr/bin/python3", "driver.py").failures()).isEmpty();
  }

  private Report drive(String program, String file) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve(file), Document.named("probe-client.md").blockAfter(intro(file)));
    BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    try (ClientProbe probe =
        ClientProbe.start(ProvenClientCasesIT.options(SECTIONS, 10), reports::add)) {
      List<String> command = new ArrayList<>(List.of(program, file));
      command.addAll(List.of("ws://localhost:" + probe.port(), "documented"));
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("NODE_PATH", NODE_MODULES.toString());
      Process driver = builder.redirectErrorStream(true).start();
      String printed = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Report report = reports.poll(1, TimeUnit.SECONDS);
      assertThat(report).as(printed).isNotNull();
      assertThat(printed.strip()).isEqualTo(ClientRecords.summary(report));
      assertThat(report.findings())
          .extracting(CaseResult::caseOutcome)
          .noneMatch(outcome -> outcome.why().equals("the client did not run it"));
      return report;
    }
  }

  /** The line before a block ends with the name of its file. */
  private static String intro(String file) {
    return switch (file) {
      case "driver.js" -> "With Node.js";
      case "driver.py" -> "With Python";
      default -> "With the JDK alone";
    };
  }

  private static boolean has(String program, String statement) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "-c", statement).start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static void require(String reason, boolean present) {
    if (!present) {
      assertThat(System.getenv("TEST_CLIENTS")).as(reason).isNotEqualTo("required");
      System.out.println("LEFT OUT: " + reason);
      assumeTrue(false, reason);
    }
  }
}
