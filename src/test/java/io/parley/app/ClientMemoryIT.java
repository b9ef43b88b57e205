package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limit of the memory that all connections together make the server hold. */
class ClientMemoryIT {
  private static final int SMALLEST_BUFFER = 2_048;
  private static final String LONG = "\u20ac" + "x".repeat(60_000);

  private final List<Wire> wires = new ArrayList<>();
  private RunningParley server;

  @BeforeEach
  void start() throws Exception {
    server = RunningParley.start("--port", "0", "--max-client-memory", "4MiB");
  }

  @AfterEach
  void stop() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    server.close();
  }

  private Wire open(String path) throws IOException {
    Wire wire = Wire.open(server.port(0), path, SMALLEST_BUFFER);
    wires.add(wire);
    return wire;
  }

  private double metric(String name) throws IOException {
    Matcher value = Pattern.compile("(?m)^" + Pattern.quote(name) + " (\\S+)$").matcher(metrics());
    assertThat(value.find()).as(name).isTrue();
    return Double.parseDouble(value.group(1));
  }

  private String metrics() throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n").content();
    }
  }

  private void await(String name, double value) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (metric(name) != value) {
      assertThat(System.nanoTime()).as(name).isLessThan(deadline);
    }
  }

  private void awaitClosed(int code) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!metrics().contains("parley_closes_total{code=\"" + code + "\"}")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
  }

  /** Each below what one connection may hold: together they hold too much. */
  @Test
  void whoHoldsMostIsClosedWithAReasonAndNobodyElse() throws Exception {
    Wire member = open("/chat/small");
    Wire modest = open("/echo");
    modest.text(LONG);
    List<Wire> deaf = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      deaf.add(open("/echo"));
    }
    int rounds = 0;
    while (metric("parley_client_evictions_total") == 0) {
      assertThat(rounds++).isLessThan(200);
      for (Wire wire : deaf) {
        wire.text(LONG);
      }
      assertThat(metric("parley_client_memory_bytes{use=\"output\"}")).isLessThan(5 << 20);
    }
    assertThat(metric("parley_client_memory_limit_bytes")).isEqualTo(4 << 20);

    assertThat(metric("parley_client_evictions_total")).isLessThan(deaf.size());
    awaitClosed(1013);
    assertThat(modest.read().text()).isEqualTo(LONG);
    member.text("still here");
    assertThat(member.read().text()).isEqualTo("data received");
  }

  @Test
  void unfinishedMessagesCountAndTheLargestAreEnded() throws Exception {
    Wire member = open("/chat/small");
    Wire small = open("/echo");
    small.send(false, Wire.TEXT, new byte[] {'a'});
    Wire largest = open("/echo");
    largest.send(false, Wire.BINARY, new byte[65_000]);
    List<Wire> unfinished = new ArrayList<>();
    while (metric("parley_client_evictions_total") == 0) {
      assertThat(unfinished).hasSizeLessThan(60);
      Wire wire = open("/echo");
      wire.send(false, Wire.BINARY, new byte[60_000]);
      unfinished.add(wire);
    }
    Wire.Frame close = largest.read();
    assertThat(close.code()).isEqualTo(1013);
    assertThat(close.reason()).isEqualTo("server is short of memory");
    assertThat(metric("parley_client_memory_bytes{use=\"unfinished\"}"))
        .isBetween(1_000_000.0, (double) (4 << 20));

    small.send(true, Wire.CONTINUATION, new byte[] {'b'});
    assertThat(small.read().text()).isEqualTo("ab");
    member.text("still here");
    assertThat(member.read().text()).isEqualTo("data received");
    for (Wire wire : unfinished) {
      wire.close();
    }
    await("parley_client_memory_bytes{use=\"unfinished\"}", 0);
  }

  @Test
  void nothingIsHeldForThoseWhoAreGone() throws Exception {
    Wire wire = open("/echo");
    for (int message = 0; message < 10; message++) {
      wire.text(LONG);
    }
    wire.close();
    await("parley_client_memory_bytes{use=\"output\"}", 0);
  }
}
