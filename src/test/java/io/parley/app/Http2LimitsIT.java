package io.parley.app;

import static io.parley.tool.Http2Client.DATA;
import static io.parley.tool.Http2Client.RST_STREAM;
import static io.parley.tool.Http2Client.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.Http2Client.Frame;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one client of HTTP/2 may take from the server and from others. */
@Timeout(120)
class Http2LimitsIT {
  private static final int REFUSED_STREAM = 7;
  private static final int STREAMS = 100;

  /** Bytes: below the window of a stream. */
  private static final int NEARLY_A_WINDOW = 60_000;

  private RunningParley parley;

  private void start(String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("--port", "0", "--h2c", "true"));
    all.addAll(List.of(more));
    parley = RunningParley.start(all.toArray(String[]::new));
  }

  @AfterEach
  void stop() {
    parley.close();
  }

  private String host() {
    return "localhost:" + parley.port(0);
  }

  private Http2Client client() throws IOException {
    return Http2Client.clear(parley.port(0));
  }

  private static int number(byte[] payload) {
    return ByteBuffer.wrap(payload).getInt();
  }

  @Test
  void countsStreamsAsConnectionsOfTheirAddress() throws Exception {
    start("--max-per-address", "3");
    try (Http2Client first = client();
        Http2Client second = client()) {
      for (int stream = 1; stream <= 5; stream += 2) {
        assertThat(first.open(stream, host(), "/echo").status()).isEqualTo(200);
      }
      assertThat(first.open(7, host(), "/echo").status()).isEqualTo(429);
      assertThat(second.open(1, host(), "/echo").status()).isEqualTo(429);
      first.send(RST_STREAM, 0, 1, Http2Client.number(8));
      int stream = 3;
      while (second.open(stream, host(), "/echo").status() != 200) {
        stream += 2;
      }
    }
  }

  @Test
  void countsStreamsAsConnectionsOfTheServer() throws Exception {
    start("--max-connections", "2");
    try (Http2Client client = client()) {
      assertThat(client.open(1, host(), "/echo").status()).isEqualTo(200);
      assertThat(client.open(3, host(), "/echo").status()).isEqualTo(200);
      assertThat(client.open(5, host(), "/echo").status()).isEqualTo(503);
    }
  }

  @Test
  void refusesMoreStreamsThanItSays() throws Exception {
    start();
    try (Http2Client client = client()) {
      int last = 2 * STREAMS - 1;
      for (int stream = 1; stream <= last; stream += 2) {
        assertThat(client.open(stream, host(), "/echo").status()).isEqualTo(200);
      }
      client.connect(last + 2, host(), "/echo");
      Frame refused = client.await(frame -> frame.is(RST_STREAM, last + 2));
      assertThat(number(refused.payload())).isEqualTo(REFUSED_STREAM);
      client.frame(1, 0x81, "still here");
      assertThat(client.message(1)).isEqualTo("still here");
    }
  }

  /** The stalled member is closed as one of a connection of its own is. */
  @Test
  void aMemberThatDoesNotReadItsStreamIsClosedAndItsSiblingMissesNothing() throws Exception {
    start("--stall", "1s");
    try (Http2Client client = client();
        Http2Client speaker = client()) {
      client.send(Http2Client.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
      client.send(WINDOW_UPDATE, 0, 0, Http2Client.number(1 << 24));
      assertThat(client.open(1, host(), "/chat/stalled").status()).isEqualTo(200);
      assertThat(client.open(3, host(), "/chat/stalled").status()).isEqualTo(200);
      client.send(WINDOW_UPDATE, 0, 3, Http2Client.number(1 << 20));
      assertThat(speaker.open(1, host(), "/chat/stalled").status()).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        speaker.frame(1, 0x81, "message " + i);
        assertThat(speaker.message(1)).isEqualTo("data received");
        assertThat(client.message(3)).isEqualTo("message " + i);
      }
      assertThat(client.await(frame -> frame.is(RST_STREAM, 1)).payload()).hasSize(4);
      client.frame(3, 0x81, "still here");
      assertThat(client.message(3)).isEqualTo("data received");
    }
  }

  private static byte[] many(int bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] one = Wire.masked(0x81, "x".getBytes(StandardCharsets.UTF_8));
    while (all.size() + one.length <= bytes) {
      all.writeBytes(one);
    }
    return all.toByteArray();
  }

  private static void fill(Http2Client client, int stream) throws IOException {
    byte[] messages = many(NEARLY_A_WINDOW);
    for (int at = 0; at < messages.length; at += 10_000) {
      int size = Math.min(10_000, messages.length - at);
      byte[] part = new byte[size];
      System.arraycopy(messages, at, part, 0, size);
      client.send(DATA, 0, stream, part);
    }
  }

  /** More waits unread in some streams than the smallest window of a connection. */
  @Test
  void aStreamThatIsReadSlowlyStallsNoOther() throws Exception {
    start("--message-rate", "10");
    try (Http2Client client = client()) {
      for (int stream = 1; stream <= 9; stream += 2) {
        assertThat(client.open(stream, host(), "/echo").status()).isEqualTo(200);
        fill(client, stream);
      }
      assertThat(client.open(11, host(), "/echo").status()).isEqualTo(200);
      for (int i = 0; i < 5; i++) {
        client.frame(11, 0x81, "message " + i);
        assertThat(client.message(11)).isEqualTo("message " + i);
      }
    }
  }

  /** The client takes nothing more of one stream; the window of the connection is open. */
  @Test
  void aStreamThatTheClientDoesNotReadStallsNoOther() throws Exception {
    start();
    try (Http2Client client = client()) {
      client.send(WINDOW_UPDATE, 0, 0, Http2Client.number(1 << 24));
      client.send(Http2Client.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
      assertThat(client.open(1, host(), "/echo").status()).isEqualTo(200);
      for (int i = 0; i < 50; i++) {
        client.frame(1, 0x81, "x".repeat(1_000));
      }
      assertThat(client.open(3, host(), "/echo").status()).isEqualTo(200);
      client.send(WINDOW_UPDATE, 0, 3, Http2Client.number(1 << 20));
      for (int i = 0; i < 100; i++) {
        client.frame(3, 0x81, "message " + i);
        assertThat(client.message(3)).isEqualTo("message " + i);
      }
    }
  }

  @Test
  void whatIsNotReadCountsInTheMemoryOfClients() throws Exception {
    start("--message-rate", "10", "--max-client-memory", "4MiB");
    try (Http2Client client = client();
        Http2Client other = client()) {
      assertThat(other.open(1, host(), "/echo").status()).isEqualTo(200);
      boolean closed = false;
      try {
        for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
          client.open(stream, host(), "/echo");
          fill(client, stream);
        }
        closed = client.isClosed();
      } catch (IOException e) {
        closed = true;
      }
      assertThat(closed).isTrue();
      other.frame(1, 0x81, "hello");
      assertThat(other.message(1)).isEqualTo("hello");
    }
  }

  @Test
  void aMessageHasToBeWholeInTime() throws Exception {
    start("--message-timeout", "500ms");
    try (Http2Client client = client()) {
      client.open(1, host(), "/echo");
      client.frame(1, 0x01, "the first part");
      byte[] close = client.await(frame -> frame.is(DATA, 1)).payload();
      assertThat(new String(close, 4, close.length - 4, StandardCharsets.UTF_8))
          .startsWith("message not whole after 500 ms");
    }
  }

  @Test
  void aLengthThatIsNotTheShortestEndsTheWebSocketAndNoOther() throws Exception {
    start();
    try (Http2Client client = client()) {
      client.open(1, host(), "/echo");
      client.open(3, host(), "/echo");
      client.send(DATA, 0, 1, new byte[] {(byte) 0x81, (byte) 0xfe, 0, 1, 0, 0, 0, 0, 'x'});
      byte[] close = client.await(frame -> frame.is(DATA, 1)).payload();
      assertThat(close[0] & 0x0f).isEqualTo(Wire.CLOSE);
      assertThat((close[2] & 0xff) << 8 | (close[3] & 0xff)).isEqualTo(1002);
      client.frame(3, 0x81, "hello");
      assertThat(client.message(3)).isEqualTo("hello");
    }
  }
}
