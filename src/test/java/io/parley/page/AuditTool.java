package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program of npm's that judges pages; {@code mvn -P clients} fetches it. */
enum AuditTool {
  AXE("axe-core/axe.min.js"),
  LIGHTHOUSE("lighthouse/cli/index.js");

  private final String file;

  AuditTool(String file) {
    this.file = file;
  }

  /**
   * Its file. A test that has none is left out, and the build's output says so; with {@code
   * TEST_CLIENTS=required} in the environment it fails.
   */
  Path path() {
    var clients = System.getProperty("parley.clients", "target/clients");
    var path = Path.of(clients, "pages", "node_modules").resolve(file).toAbsolutePath();
    if (!Files.exists(path)) {
      var reason = this + ": -P clients did not fetch " + path;
      assertThat(System.getenv("TEST_CLIENTS")).as(reason).isNotEqualTo("required");
      System.out.println("LEFT OUT: " + reason);
      assumeTrue(false, reason);
    }
    return path;
  }
}
