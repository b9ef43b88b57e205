package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request has to arrive in time, even if its sender sends all the time (RFC 9110 15.5.9). */
class SlowRequestIT {
  private static final String GET = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0", "--request-timeout", "500ms");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  private static RawClient connect() throws IOException {
    return new RawClient(parley.port(0));
  }

  /** Sends one byte after another for as long as the server reads them. */
  private static final class Trickle implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    Trickle(RawClient client, String start, String again) {
      thread = new Thread(() -> send(client, start, again));
    }

    void start() {
      thread.start();
    }

    private void send(RawClient client, String start, String again) {
      try {
        client.send(start);
        for (int at = 0; !over.get(); at++) {
          client.send(again.substring(at % again.length(), at % again.length() + 1));
          Thread.sleep(20); // The pace is what is tried.
        }
      } catch (IOException | InterruptedException end) {
        over.set(true);
      }
    }

    @Override
    public void close() {
      over.set(true);
    }
  }

  private static String metrics() throws IOException {
    try (RawClient client = connect()) {
      return client
          .ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .content();
    }
  }

  private static double number(String series) throws IOException {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findAny()
        .orElseThrow();
  }

  /** Waits for a number: the server counts a slow request after it has answered. */
  private static double numberFrom(String series, double least) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    double number = number(series);
    while (number < least && System.nanoTime() < end) {
      number = number(series);
    }
    return number;
  }

  @ParameterizedTest
  @CsvSource({
    "G, ET",
    "GET /, a",
    "'GET / HTTP/1.1\r\nHost: localhost\r\nX: ', y",
    "'GET / HTTP/1.1\r\nHost: localhost\r\n', 'A: b\r\n'",
    "'\r\n', '\r\n'",
  })
  void aHeadThatDoesNotEndIsRefusedWhileItStillComes(String start, String again) throws Exception {
    double before = number("parley_tcp_closed_total{reason=\"slow\"}");
    try (RawClient client = connect();
        Trickle trickle = new Trickle(client, start, again)) {
      trickle.start();
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(answer.value("Connection")).isEqualTo("close");
      assertThat(Json.object(answer.content())).containsEntry("code", "request-too-slow");
      assertThat(client.endsWithin(10_000)).isTrue();
    }
    assertThat(numberFrom("parley_tcp_closed_total{reason=\"slow\"}", before + 1))
        .isEqualTo(before + 1);
    assertThat(number("parley_handshakes_total{code=\"request-too-slow\"}")).isPositive();
  }

  @Test
  void aConnectionThatSaysNothingIsClosedWithoutAWord() throws Exception {
    double before = number("parley_tcp_closed_total{reason=\"silent\"}");
    try (RawClient client = connect()) {
      assertThat(client.isAtEnd()).isTrue();
    }
    assertThat(number("parley_tcp_closed_total{reason=\"silent\"}")).isEqualTo(before + 1);
  }

  @Test
  void theNextRequestHasItsTimeFromItsFirstByte() throws Exception {
    try (RawClient kept = connect();
        RawClient silent = connect()) {
      assertThat(kept.ask(GET).status()).isEqualTo(200);
      assertThat(silent.isAtEnd()).as("the time is over").isTrue();
      assertThat(kept.ask(GET).status()).isEqualTo(200);
      kept.send("GET /");
      assertThat(kept.answer().status()).isEqualTo(408);
    }
  }

  @Test
  void aBodyThatDoesNotEndIsGivenUp() throws Exception {
    String host = "localhost:" + parley.port(0);
    String head =
        "POST /lab HTTP/1.1\r\nHost: "
            + host
            + "\r\nOrigin: http://"
            + host
            + "\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n";
    try (RawClient client = connect();
        Trickle trickle = new Trickle(client, head, "{")) {
      trickle.start();
      assertThat(client.answer().status()).isEqualTo(408);
      assertThat(client.endsWithin(10_000)).isTrue();
    }
  }

  @Test
  void aWebSocketHasNoSuchTime() throws Exception {
    try (Wire wire = Wire.open(parley.port(0), "/echo");
        RawClient silent = connect()) {
      assertThat(silent.isAtEnd()).as("the time is over").isTrue();
      wire.text("still here");
      assertThat(wire.read().text()).isEqualTo("still here");
    }
  }

  @Test
  void whatIsClosedIsNoLongerCounted() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.isAtEnd()).isTrue();
    }
    double open = number("parley_tcp_connections{state=\"open\"}");
    while (open > 1) {
      open = number("parley_tcp_connections{state=\"open\"}");
    }
    assertThat(open).as("the one that asks").isEqualTo(1);
  }
}
