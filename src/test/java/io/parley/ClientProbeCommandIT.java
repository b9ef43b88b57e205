package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Document;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe of clients, as a user types it. */
@Timeout(120)
final class ClientProbeCommandIT {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** A program that asks a case of the JDK's client: the driver's class, for one URL. */
  private String command() throws IOException {
    String driver =
        Document.named("probe-client.md")
            .blockAfter("With the JDK alone")
            .replaceAll("(?s)int count.*?System.exit", "visit(args[0]);\n    System.exit");
    Files.writeString(folder.resolve("Driver.java"), driver);
    return "'" + JAVA + "' '" + folder.resolve("Driver.java") + "' {url}";
  }

  @Test
  void runsACommandForEachCase() throws Exception {
    Path json = folder.resolve("report.json");
    int status =
        run(
            "--command",
            command(),
            "--only",
            "rfc6455/5.1",
            "--only",
            "rfc6455/4.1/66",
            "--json",
            json.toString());
    assertThat(out.toString()).contains("rfc6455/5.1", "MUST             3 of 3 passed");
    assertThat(status).isZero();
    assertThat(Files.readString(json))
        .contains("\"address\":\"rfc6455/4.1/66\"", "closed the TCP connection after");
  }

  @Test
  void failsAClientThatBreaksAMust() {
    int status = run("--command", JAVA + " --version {url}", "--only", "rfc6455/5.1/1");
    assertThat(status).isEqualTo(1);
    assertThat(out.toString())
        .contains("rfc6455/5.1/1      failed   MUST")
        .contains("saw     the command played no case; its output: ");
  }

  @Test
  void saysThatACommandCannotBeStarted() {
    assertThat(run("--command", "/nowhere/client {url}", "--only", "rfc6455/5.1/1")).isEqualTo(1);
    assertThat(out.toString()).contains("the command cannot be started: ");
  }

  @ParameterizedTest
  @CsvSource({
    "--port, 65536, --port must be from 0 to 65535",
    "--command, node, --command must contain {url}",
    "--only, rfc6455/4.9, no case for clients lies at rfc6455/4.9",
    "--jobs, 0, --jobs must be from 1 to 64",
    "--via, ws://localhost/, '--via is for servers, not for --client'",
    "ws://localhost/, --strict, --client takes no URL"
  })
  void refusesWrongUsage(String option, String value, String message) {
    assertThat(run(option, value)).isEqualTo(2);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void refusesItsOptionsWithoutClient() {
    int status =
        Arguments.strict()
            .setErr(new PrintWriter(err, true))
            .execute("probe", "--port", "9001", "ws://localhost:9001/");
    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("--port needs --client");
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThat(run("--port", String.valueOf(taken.getLocalPort()))).isEqualTo(2);
      assertThat(err.toString()).contains("cannot listen on port " + taken.getLocalPort());
    }
  }

  @Test
  void listsAndExplainsTheCases() {
    assertThat(run("--list", "--only", "rfc6455/5.1")).isZero();
    assertThat(out.toString()).contains("/case/1    rfc6455/5.1/1        MUST           answer");
    assertThat(run("--explain", "rfc6455/4.1/66")).isZero();
    assertThat(out.toString()).contains("we      leave out Sec-WebSocket-Accept");
  }

  /** The process runs until it is stopped, and its certificate is one that curl takes. */
  @Test
  void servesOverTlsUntilItIsStopped() throws Exception {
    Process probe =
        new ProcessBuilder(
                JAVA,
                "-jar",
                System.getProperty("parley.war", "target/parley.war"),
                "probe",
                "--client",
                "--port",
                "0",
                "--tls")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = probe.inputReader(StandardCharsets.UTF_8)) {
      Path certificate = Path.of(lines.readLine().replaceFirst(".* is in ", ""));
      String url = lines.readLine().replaceFirst(".* at wss:", "https:");
      Process curl =
          new ProcessBuilder("curl", "-sS", "--cacert", certificate.toString(), url + "/count")
              .redirectErrorStream(true)
              .start();
      String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said.strip()).matches("[0-9]{3}");
      probe.destroy();
      assertThat(probe.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(certificate).doesNotExist();
    } finally {
      probe.destroyForcibly();
    }
  }

  private int run(String... arguments) {
    String[] all =
        Stream.concat(List.of("probe", "--client").stream(), Stream.of(arguments))
            .toArray(String[]::new);
    boolean free = Stream.of(arguments).noneMatch("--port"::equals);
    String[] used =
        free
            ? Stream.concat(Stream.of(all), List.of("--port", "0").stream()).toArray(String[]::new)
            : all;
    return Arguments.strict()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(used);
  }
}
