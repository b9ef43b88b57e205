package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The resources for monitoring programs. */
class MonitoringServletsIT {
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Answer ask(String method, String target) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
  }

  private static String metrics() throws IOException {
    return ask("GET", "/metrics").content();
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private static String awaitMetric(String name, double value) throws IOException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String metrics = metrics();
    while (value(metrics, name) != value) {
      assertThat(System.nanoTime()).as(metrics).isLessThan(patience);
      metrics = metrics();
    }
    return metrics;
  }

  private static String handshake() {
    return HandshakeCase.all().get(0).request("localhost");
  }

  private static void closeWith(RawClient client, int code) throws IOException {
    client.send(Wire.masked(0x88, new byte[] {(byte) (code >> 8), (byte) code}));
    assertThat(Wire.over(client).read().code()).isEqualTo(code);
  }

  @Test
  void theMetricsCountHandshakesClosesAndOpenConnections() throws IOException {
    String accepted = "parley_handshakes_total{code=\"accepted\"}";
    double before = value(metrics(), accepted);
    try (RawClient one = new RawClient(server.port(0));
        RawClient other = new RawClient(server.port(0));
        RawClient refused = new RawClient(server.port(0))) {
      assertThat(one.ask(handshake()).status()).isEqualTo(101);
      assertThat(other.ask(handshake()).status()).isEqualTo(101);
      assertThat(refused.ask(handshake().replace("Version: 13", "Version: 25")).status())
          .isEqualTo(400);
      String metrics = awaitMetric("parley_connections", 2);
      assertThat(value(metrics, accepted) - before).isEqualTo(2);
      assertThat(value(metrics, "parley_handshakes_total{code=\"version-unsupported\"}"))
          .isEqualTo(1);
      assertThat(metrics)
          .contains(
              "# TYPE parley_handshakes_total counter\n", "# TYPE parley_connections gauge\n");
      closeWith(one, 1000);
      closeWith(other, 4123);
    }
    String metrics = awaitMetric("parley_connections", 0);
    assertThat(value(metrics, "parley_closes_total{code=\"1000\"}")).isEqualTo(1);
    assertThat(value(metrics, "parley_closes_total{code=\"other\"}")).isEqualTo(1);
    assertThat(metrics).doesNotContain("4123");
  }

  @Test
  void everyMetricSaysWhatItIs() throws IOException {
    try (RawClient one = new RawClient(server.port(0))) {
      assertThat(one.ask(handshake()).status()).isEqualTo(101);
      closeWith(one, 1001);
    }
    awaitMetric("parley_connections", 0);
    String metrics = metrics();

    assertThat(metrics.lines().filter(line -> line.startsWith("# HELP ")))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(line -> line.matches("# HELP \\w+ \\S.{5,}"));
    assertThat(metrics.lines().filter(line -> line.startsWith("# TYPE ")))
        .allSatisfy(line -> assertThat(metrics).contains("# HELP " + line.split(" ", -1)[2] + " "));
  }

  @Test
  void theMetricsComeAsPrometheusReadsThem() throws IOException {
    Answer answer = ask("GET", "/metrics");
    assertThat(answer.values("Content-Type"))
        .singleElement()
        .satisfies(
            type ->
                assertThat(type.replace("; ", ";"))
                    .isEqualToIgnoringCase("text/plain;version=0.0.4;charset=utf-8"));
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/health"})
  void healthIsUpWhileTheServerServes(String target) throws IOException {
    Answer answer = ask("GET", target);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Content-Type")).containsExactly("application/json");
    assertThat(answer.content()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    assertThat(ask("HEAD", target).content()).isEmpty();
    assertThat(ask("POST", target).status()).isEqualTo(405);
    assertThat(ask("GET", target + "/else").status()).isEqualTo(404);
  }

  /** A peer that does not read what it asked for lets the drain wait for the close behind it. */
  @Test
  void itIsNotReadyWhileItStopsButLives() throws Exception {
    int size = 16 << 20;
    RunningParley stopping =
        RunningParley.start("--port", "0", "--max-message", Integer.toString(size));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stopping.port(0));
        RawClient peer = new RawClient(socket);
        RawClient probe = new RawClient(stopping.port(0))) {
      assertThat(peer.ask(handshake()).status()).isEqualTo(101);
      peer.send(Wire.masked(0x82, new byte[size]));
      assertThat(socket.getInputStream().read() & 0x0f).as("opcode").isEqualTo(Wire.BINARY);
      String ready = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n";
      Answer answer = probe.ask(ready);
      assertThat(answer.status()).isEqualTo(200);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::close);
      while (answer.status() == 200) {
        answer = probe.ask(ready);
      }
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.content()).isEqualTo("{\"status\":\"DOWN\",\"checks\":[]}");
      assertThat(probe.ask(ready.replace("ready", "live")).status()).isEqualTo(200);
      stopped.get(30, TimeUnit.SECONDS);
    }
  }
}
