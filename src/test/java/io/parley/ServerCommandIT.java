package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.StrictMain;
import io.parley.probe.strict.StrictServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that the probe command starts and ends. */
@Timeout(120)
final class ServerCommandIT {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The shell stays, with the server and another process below it. */
  @Test
  void theServerRunsForTheRunAndIsEndedWithAllThatItStarted() throws Exception {
    int port = freePort();
    Path pids = folder.resolve("pids");
    String command =
        "sleep 300 & echo $! > "
            + pids
            + "; "
            + strict(port, 100_000)
            + " & echo $! >> "
            + pids
            + "; wait";
    assertThat(run(command, port, "--only", "rfc6455/4.2.1")).isZero();
    assertThat(out.toString()).contains("40 passed");
    assertAllEnded(pids, 2);
  }

  /** As a script does that puts its server into the background. */
  @Test
  void aServerWhoseShellHasLeftIsEndedAsWell() throws Exception {
    int port = freePort();
    Path pids = folder.resolve("pids");
    String command = strict(port, 100_000) + " & echo $! > " + pids + "; sleep 1";
    assertThat(run(command, port, "--only", "rfc6455/4.2.2/1")).isZero();
    assertAllEnded(pids, 1);
  }

  @Test
  void aServerThatDiesBeforeItListensIsShownWithItsOutput() throws Exception {
    int port = freePort();
    String command = "echo no such \u001bmodule; exit 3";
    assertThat(run(command, port)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "parley probe: the server command ended before localhost:"
                + port
                + " was open, with status 3; its last output:\n  no such \\x1bmodule\n");
  }

  @Test
  void itsOutputIsBounded() throws Exception {
    String command = "yes 0123456789 | head -c 3000000; exit 1";
    assertThat(run(command, freePort())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSizeLessThan(30);
  }

  @Test
  void aServerThatNeverListensIsEnded() throws Exception {
    Path pids = folder.resolve("pids");
    int port = freePort();
    String command = "echo $$ > " + pids + "; exec sleep 300";
    assertThat(run(command, port, "--server-timeout", "1")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "parley probe: the server command did not open localhost:"
                + port
                + " in 1 s; it printed nothing\n");
    assertAllEnded(pids, 1);
  }

  @Test
  void aServerThatDiesInTheRunMakesItRed() throws Exception {
    int port = freePort();
    assertThat(run(strict(port, 20), port, "--only", "rfc6455/4.2.1", "--timeout", "1"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "the server command ended during the run, with status 7; its last output:\n",
            "  too many connections\n");
  }

  @Test
  void anotherServerIsNotJudgedInItsPlace() throws Exception {
    Path started = folder.resolve("started");
    try (StrictServer server = StrictServer.start()) {
      int port = server.address().getPort();
      assertThat(run("echo > " + started, port)).isEqualTo(2);
      assertThat(err.toString()).contains("something listens at localhost:" + port + " already");
    }
    assertThat(started).doesNotExist();
  }

  private static String strict(int port, int connections) throws URISyntaxException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path classes =
        Path.of(StrictMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return java
        + " -cp "
        + classes
        + " "
        + StrictMain.class.getName()
        + " "
        + port
        + " "
        + connections;
  }

  private static void assertAllEnded(Path pids, int count) throws Exception {
    List<String> all = Files.readAllLines(pids);
    assertThat(all).hasSize(count);
    for (String pid : all) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(each -> each.onExit().orTimeout(5, TimeUnit.SECONDS).join());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int run(String command, int port, String... arguments) {
    List<String> all =
        List.of("probe", "ws://localhost:" + port + "/echo", "--server-command", command);
    return Arguments.strict()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(all.stream(), Stream.of(arguments)).toArray(String[]::new));
  }
}
