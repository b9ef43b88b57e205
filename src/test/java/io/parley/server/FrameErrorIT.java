package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server answers a frame that breaks RFC 6455 or RFC 7692. */
class FrameErrorIT {
  private static final byte[] MASK = {0, 0, 0, 0};
  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  private static String request(String more) {
    return request("/echo", more);
  }

  private static String request(String target, String more) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: localhost:"
        + parley.port(0)
        + "\r\n"
        + more
        + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  private static RawClient open(String more) throws IOException {
    RawClient client = new RawClient(parley.port(0));
    assertThat(client.ask(request(more)).status()).isEqualTo(101);
    return client;
  }

  /** A masked frame whose length takes 2 or 8 bytes, whatever it is. */
  private static byte[] frame(int first, int size, int digits) {
    ByteBuffer frame = ByteBuffer.allocate(2 + digits + MASK.length + size);
    frame.put((byte) first).put((byte) (0x80 | (digits == 2 ? 126 : 127)));
    ByteBuffer sized = digits == 2 ? frame.putShort((short) size) : frame.putLong(size);
    sized.put(MASK);
    return frame.array();
  }

  @ParameterizedTest
  @CsvSource({
    "0x82, 0, 2",
    "0x82, 1, 2",
    "0x82, 125, 2",
    "0x81, 5, 2",
    "0x02, 5, 2",
    "0x89, 5, 2",
    "0x88, 0, 2",
    "0x82, 0, 8",
    "0x82, 125, 8",
    "0x82, 126, 8",
    "0x82, 65535, 8",
    "0x8a, 0, 8"
  })
  void aLengthThatIsNotInItsShortestFormEndsTheConnection(int first, int size, int digits)
      throws IOException {
    byte[] frame = frame(first, size, digits);
    try (RawClient whole = open("");
        RawClient behind = open("");
        RawClient pieces = open("")) {
      assertClosedWith1002(Wire.over(whole.send(frame)));
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.writeBytes(Wire.masked(0x82, new byte[] {7}));
      both.writeBytes(frame);
      Wire echoed = Wire.over(behind.send(both.toByteArray()));
      assertThat(echoed.read().payload()).containsExactly(7);
      assertClosedWith1002(echoed);
      for (int at = 0; at < 2 + digits; at++) {
        pieces.send(new byte[] {frame[at]});
      }
      assertClosedWith1002(Wire.over(pieces));
    }
  }

  @Test
  void aLengthThatIsNotInItsShortestFormIsFoundBehindTheRequestToo() throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(request("").getBytes(StandardCharsets.ISO_8859_1));
    segment.writeBytes(Wire.masked(0x82, new byte[] {7}));
    segment.writeBytes(frame(0x82, 3, 2));
    try (RawClient client = new RawClient(parley.port(0))) {
      assertThat(client.send(segment.toByteArray()).answer().status()).isEqualTo(101);
      Wire wire = Wire.over(client);
      assertThat(wire.read().payload()).containsExactly(7);
      assertClosedWith1002(wire);
    }
  }

  /** A target with an escape passes all filters. */
  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/echo?x=%20"})
  void theOutputEndsBehindACloseFrameThatNobodyAnswers(String target) throws IOException {
    byte[] frame = frame(0x82, 3, 2);
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(request(target, "").getBytes(StandardCharsets.ISO_8859_1));
    segment.writeBytes(frame);
    try (RawClient behind = new RawClient(parley.port(0));
        RawClient later = new RawClient(parley.port(0))) {
      assertThat(behind.send(segment.toByteArray()).answer().status()).isEqualTo(101);
      assertThat(later.ask(request(target, "")).status()).isEqualTo(101);
      later.send(frame);
      for (Wire wire : List.of(Wire.over(behind), Wire.over(later))) {
        assertClosedWith1002(wire);
        assertThat(wire.ended()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
  void aLengthInItsShortestFormIsRead(int size) throws IOException {
    try (RawClient client = open("")) {
      Wire wire = Wire.over(client.send(Wire.masked(0x82, new byte[size])));
      int read = 0;
      for (Wire.Frame frame = wire.read(); ; frame = wire.read()) {
        read += frame.payload().length;
        if (frame.fin()) {
          break;
        }
      }
      assertThat(read).isEqualTo(size);
    }
  }

  private static void assertClosedWith1002(Wire wire) throws IOException {
    Wire.Frame close = wire.read();
    assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
    assertThat(close.code()).isEqualTo(1002);
    assertThat(close.reason()).isEqualTo("the length of a frame is not in its shortest form");
  }

  @ParameterizedTest
  @CsvSource({
    "c1 84 00000000 ffffffff, 1007, a compressed message cannot be inflated",
    "c1 87 00000000 07676172626167, 1007, a compressed message cannot be inflated",
    "81 82 00000000 fffe, 1007, Invalid UTF-8",
    "83 81 00000000 78, 1002, Unknown opcode: 3",
    "8b 80 00000000, 1002, Unknown opcode: 11",
    "a1 81 00000000 78, 1002, RSV2 not allowed to be set",
    "91 81 00000000 78, 1002, RSV3 not allowed to be set",
    "80 81 00000000 78, 1002, CONTINUATION after fin==true",
    "c0 81 00000000 78, 1002, Invalid RSV1 set on permessage-deflate CONTINUATION frame",
    "c9 80 00000000, 1002, Cannot have RSV1==true on Control frames",
    "81 01 78, 1002, Client MUST mask all frames (RFC-6455: Section 5.1)",
    "09 80 00000000, 1002, Fragmented Control Frame [PING]",
    "88 81 00000000 03, 1002, Invalid CLOSE payload",
    "88 82 00000000 03ed, 1002, Invalid CLOSE Code: 1005",
    "88 83 00000000 03e8ff, 1007, Invalid UTF-8",
    "82 ff ffffffffffffffff 00000000, 1009, Frame payload exceeded integer max value"
  })
  void noCloseReasonNamesAClass(String bytes, int code, String reason) throws IOException {
    byte[] frames = HexFormat.of().parseHex(bytes.replace(" ", ""));
    try (RawClient client = open("Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
      Wire wire = Wire.over(client.send(frames));
      Wire.Frame close = wire.read();
      while (close.opcode() != Wire.CLOSE) {
        close = wire.read();
      }
      assertThat(close.code()).isEqualTo(code);
      assertThat(close.reason()).isEqualTo(reason);
    }
  }

  @Test
  void noCloseReasonOfAnExceptionNamesAClass() {
    assertThat(CloseReasonExtension.reason(1011, new NullPointerException("String.length()")))
        .isEqualTo("internal fault");
    assertThat(CloseReasonExtension.reason(1003, new IllegalStateException("io.parley.Secret")))
        .isEqualTo("unsupported data");
    assertThat(CloseReasonExtension.reason(1001, new TimeoutException("x")))
        .isEqualTo("silent for too long");
    assertThat(
            CloseReasonExtension.reason(1007, new BadPayloadException("java.lang.String failed")))
        .isEqualTo("invalid payload");
  }
}
