package io.parley.redisjudge;

import io.parley.tool.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A WebSocket connection of {@code parley.1.json}. One thread reads; any may write. */
final class JudgeSocket implements AutoCloseable {
  private static final int TEXT = 1;
  private static final int PING = 9;
  private static final int PONG = 10;

  /** Longer than the server lets a connection be silent. */
  private static final int PATIENCE_MS = 60_000;

  private static final String HANDSHAKE =
      """
      GET /chat HTTP/1.1\r
      Host: %s\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Protocol: parley.1.json\r
      \r
      """;

  private final Socket socket;
  private final DataInputStream in;
  private Map<String, Object> welcome = Map.of();

  private JudgeSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  static JudgeSocket open(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return over(socket, HANDSHAKE.formatted("localhost:" + port));
  }

  /**
   * Returns once it was welcomed.
   *
   * @param handshake the request
   */
  static JudgeSocket over(Socket socket, String handshake) throws IOException {
    try {
      JudgeSocket opened = new JudgeSocket(socket);
      opened.shakeHands(handshake);
      opened.welcome = opened.read();
      return opened;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static String handshake(String host) {
    return HANDSHAKE.formatted(host);
  }

  /** The first object. */
  Map<String, Object> welcome() {
    return welcome;
  }

  private void shakeHands(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.readUnsignedByte());
    }
    String answer = head.toString(StandardCharsets.ISO_8859_1);
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IOException(answer);
    }
  }

  /** The next object. */
  Map<String, Object> read() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0f;
      byte[] payload = payload();
      if (opcode == PING) {
        frame(PONG, payload);
      } else if (opcode == TEXT) {
        return Json.object(new String(payload, StandardCharsets.UTF_8));
      } else if (opcode != PONG) {
        throw new IOException("closed: " + new String(payload, StandardCharsets.UTF_8));
      }
    }
  }

  private byte[] payload() throws IOException {
    int length = in.readUnsignedByte();
    long size =
        switch (length) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> length;
        };
    byte[] payload = new byte[Math.toIntExact(size)];
    in.readFully(payload);
    return payload;
  }

  /**
   * @param object apostrophes stand for quotation marks
   */
  void send(String object) throws IOException {
    frame(TEXT, object.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** With a mask of zeros. */
  private synchronized void frame(int opcode, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload);
    socket.getOutputStream().write(Arrays.copyOf(frame.array(), frame.position()));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
