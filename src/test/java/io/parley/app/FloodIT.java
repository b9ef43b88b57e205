package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that sends too much is read more slowly; a message that never ends is closed. */
class FloodIT {
  private static final byte[] NOTHING = {};

  private RunningParley parley;

  private void start(String... options) throws Exception {
    String[] all = new String[options.length + 2];
    all[0] = "--port";
    all[1] = "0";
    System.arraycopy(options, 0, all, 2, options.length);
    parley = RunningParley.start(all);
  }

  @AfterEach
  void stop() throws Exception {
    parley.close();
  }

  private static byte[] times(int count, byte[] frame) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  /** How long the answers to so many frames take. */
  private Duration answered(int count, byte[] frame) throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      Wire wire = Wire.upgrade(client, parley.port(0), "/echo");
      long before = System.nanoTime();
      client.send(times(count, frame));
      for (int i = 0; i < count; i++) {
        assertThat(wire.read().opcode()).isNotEqualTo(Wire.CLOSE);
      }
      return Duration.ofNanos(System.nanoTime() - before);
    }
  }

  @Test
  void pingsBeyondTheRateAreAnsweredLater() throws Exception {
    start("--message-rate", "100");
    assertThat(answered(200, Wire.masked(0x89, NOTHING))).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void messagesBeyondTheRateAreAnsweredLaterAndTheConnectionStays() throws Exception {
    start("--message-rate", "100");
    assertThat(answered(300, Wire.masked(0x81, NOTHING))).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void bytesBeyondTheRateAreAnsweredLater() throws Exception {
    start("--byte-rate", "400000");
    assertThat(answered(20, Wire.masked(0x82, new byte[40_000])))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void withoutARateNothingWaits() throws Exception {
    start("--message-rate", "0", "--byte-rate", "0");
    assertThat(answered(2_000, Wire.masked(0x81, new byte[10]))).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aMessageThatDoesNotEndIsClosedWithItsReason() throws Exception {
    start("--message-timeout", "300ms");
    try (Wire fragment = Wire.open(parley.port(0), "/echo");
        Wire trickle = Wire.open(parley.port(0), "/echo");
        Wire idle = Wire.open(parley.port(0), "/echo")) {
      fragment.send(false, Wire.TEXT, new byte[] {'a'});
      trickle.raw((byte) 0x81, (byte) 0x85, (byte) 1);
      for (Wire each : new Wire[] {fragment, trickle}) {
        Wire.Frame close = each.read();
        assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
        assertThat(close.code()).isEqualTo(1013);
        assertThat(close.reason()).isEqualTo("message not whole after 300 ms");
      }
      idle.text("no message was under way");
      assertThat(idle.read().text()).isEqualTo("no message was under way");
    }
    awaitMetric("parley_tcp_closed_total{reason=\"unfinished\"} 2.0");
  }

  /** Pings between the fragments show that the peer is there, not that its message ends. */
  @Test
  void pingsDoNotKeepAnUnfinishedMessageAlive() throws Exception {
    start("--message-timeout", "300ms");
    try (Wire fragment = Wire.open(parley.port(0), "/echo")) {
      fragment.send(false, Wire.TEXT, new byte[] {'a'});
      Wire.Frame answer = new Wire.Frame(0x8a, NOTHING);
      while (answer.opcode() == Wire.PONG) {
        fragment.send(true, Wire.PING, NOTHING);
        answer = fragment.read();
      }
      assertThat(answer.code()).isEqualTo(1013);
    }
  }

  @Test
  void aMessageInManySlowPiecesThatEndInTimeIsRead() throws Exception {
    start("--message-timeout", "20s");
    try (Wire wire = Wire.open(parley.port(0), "/echo")) {
      for (byte each : Wire.masked(0x81, new byte[] {'h', 'i'})) {
        wire.raw(each);
      }
      assertThat(wire.read().text()).isEqualTo("hi");
    }
  }

  /** The server counts a connection after it has begun to end it. */
  private void awaitMetric(String line) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String all = metrics();
    while (!all.contains(line) && System.nanoTime() < end) {
      all = metrics();
    }
    assertThat(all).contains(line);
  }

  private String metrics() throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      return client
          .ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .content();
    }
  }
}
