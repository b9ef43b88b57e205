package io.parley.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A server in a process of Node.js: a program that calls {@code ready(server)} once it listens. */
public final class NodeServer implements AutoCloseable {
  private static final String FRAME =
      """
      const ready = (server) => console.log('ready ' + server.address().port);
      process.stdin.resume();
      process.stdin.on('end', () => process.exit(0));
      """;

  private final Process process;
  private final int port;

  private NodeServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns once the program listens. */
  public static NodeServer start(String program) throws IOException {
    Process process =
        new ProcessBuilder("node", "-e", FRAME + program)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).as("node").startsWith("ready ");
    return new NodeServer(process, Integer.parseInt(line.substring("ready ".length())));
  }

  /**
   * The folder of npm's package ws. A test that has none is left out, and the build's output says
   * so; with {@code TEST_CLIENTS=required} in the environment it fails.
   */
  public static Path packageWs() {
    String clients = System.getProperty("parley.clients", "target/clients");
    Path folder = Path.of(clients, "ws", "node_modules", "ws").toAbsolutePath();
    if (!Files.exists(folder)) {
      String reason = "npm ws: -P clients did not fetch " + folder;
      assertThat(System.getenv("TEST_CLIENTS")).as(reason).isNotEqualTo("required");
      System.out.println("LEFT OUT: " + reason);
      Assumptions.assumeTrue(false, reason);
    }
    return folder;
  }

  /** Leaves a test out where Node.js is not installed, and says so. */
  public static void require() {
    try {
      Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      node.getInputStream().readAllBytes();
    } catch (IOException e) {
      assertThat(System.getenv("TEST_CLIENTS")).as("node").isNotEqualTo("required");
      System.out.println("LEFT OUT: node is not installed");
      Assumptions.assumeTrue(false, "node is not installed");
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "ws://localhost:" + port + "/chat";
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
