package io.parley.tool;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that writes and reads single frames, and does nothing by itself. */
public final class Wire implements AutoCloseable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  private final RawClient client;

  /**
   * A frame as it came.
   *
   * @param first the byte with FIN, RSV and the opcode
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares frames.
  public record Frame(int first, byte[] payload) {
    public boolean fin() {
      return (first & FIN) != 0;
    }

    public int opcode() {
      return first & 0x0f;
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame. */
    public int code() {
      return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    }

    /** The reason of a close frame. */
    public String reason() {
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  private Wire(RawClient client) {
    this.client = client;
  }

  /** After an opening handshake that the client made. */
  public static Wire over(RawClient client) {
    return new Wire(client);
  }

  /** Opens a WebSocket; reads fail after 10 s. */
  public static Wire open(int port, String path) throws IOException {
    return open(port, path, 0);
  }

  /**
   * Opens a WebSocket.
   *
   * @param receiveBuffer bytes that the system holds for a client that does not read; 0 for its own
   *     choice
   */
  @SuppressWarnings("AddressSelection") // One address: the loopback.
  public static Wire open(int port, String path, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return upgrade(new RawClient(socket), port, path);
  }

  /** Makes the opening handshake over a connection. */
  public static Wire upgrade(RawClient client, int port, String path) throws IOException {
    RawClient.Answer answer = client.ask(handshake(port, path));
    if (answer.status() != 101) {
      throw new IOException(answer.toString());
    }
    return new Wire(client);
  }

  /** Sends bytes as they are, which may be a part of a frame. */
  public void raw(byte... bytes) throws IOException {
    client.send(bytes);
  }

  public void text(String text) throws IOException {
    send(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public void binary(byte... bytes) throws IOException {
    send(true, BINARY, bytes);
  }

  /** Sends one masked frame. */
  public void send(boolean fin, int opcode, byte[] payload) throws IOException {
    client.send(masked((fin ? FIN : 0) | opcode, payload));
  }

  /**
   * The bytes of a masked frame.
   *
   * @param first the byte with FIN, RSV and the opcode
   */
  public static byte[] masked(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % 4]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** The next frame, a ping too. */
  public Frame read() throws IOException {
    DataInputStream in = client.in();
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    long size =
        switch (length) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> length;
        };
    byte[] payload = new byte[Math.toIntExact(size)];
    in.readFully(payload);
    return new Frame(first, payload);
  }

  /** Whether nothing comes for so many milliseconds; what does come is lost. */
  public boolean silentFor(int millis) throws IOException {
    return client.isSilentFor(millis);
  }

  /** Whether the server has ended the connection; reads what else comes. */
  public boolean ended() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (EOFException e) {
      return true;
    }
  }

  /** Cuts the connection, without a close frame. */
  @Override
  public void close() throws IOException {
    client.close();
  }

  private static String handshake(int port, String path) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost:"
        + port
        + "\r\n"
        + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }
}
