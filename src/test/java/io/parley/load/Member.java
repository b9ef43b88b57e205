package io.parley.load;

import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that reads frames as they arrive, and parses only what it needs. */
final class Member implements AutoCloseable {
  /** More than any frame of a run has, and than a handshake's answer. */
  private static final int BUFFER = 8 * 1024;

  private static final String HANDSHAKE =
      """
      GET /chat/load HTTP/1.1
      Host: localhost:%d
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13

      """
          .replace("\n", "\r\n");

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER);

  /** Returns once the handshake is accepted. */
  Member(int port) throws IOException {
    this(port, 0);
  }

  /**
   * @param receiveBuffer bytes; 0 for the system's choice
   */
  Member(int port, int receiveBuffer) throws IOException {
    channel = SocketChannel.open();
    if (receiveBuffer > 0) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    write(HANDSHAKE.formatted(port).getBytes(StandardCharsets.ISO_8859_1));
    int end = -1;
    while (end < 0 && channel.read(in) >= 0) {
      end =
          new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    }
    if (!new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1)
        .startsWith("HTTP/1.1 101")) {
      throw new IOException("no handshake");
    }
    in.flip().position(end + 4);
    in.compact();
  }

  SocketChannel channel() {
    return channel;
  }

  void say(String text) throws IOException {
    write(Wire.masked(0x80 | Wire.TEXT, text.getBytes(StandardCharsets.UTF_8)));
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /** Who is told of a frame's payload. */
  interface Listener {
    void heard(int opcode, byte[] bytes, int from, int length);
  }

  /** Reads what is there; false at the end. */
  boolean read(Listener listener) throws IOException {
    if (channel.read(in) < 0) {
      return false;
    }
    in.flip();
    while (frame(listener)) {
      // On to the next.
    }
    in.compact();
    return true;
  }

  private boolean frame(Listener listener) {
    if (in.remaining() < 2) {
      return false;
    }
    int start = in.position();
    int length = in.get(start + 1) & 0x7f;
    int head = 2;
    if (length == 126) {
      head = 4;
      length = in.remaining() < 4 ? BUFFER : in.getShort(start + 2) & 0xffff;
    }
    if (in.remaining() < head + length) {
      return false;
    }
    listener.heard(in.get(start) & 0xf, in.array(), start + head, length);
    in.position(start + head + length);
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
