package io.parley.attack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One client that blocks. Several threads may send; one reads. It answers pings. */
final class Peer implements AutoCloseable {
  static final String JSON = "Sec-WebSocket-Protocol: parley.1.json";

  private static final int PATIENCE_MS = 20_000;
  private static final int CLOSE = 8;
  private static final int PING = 9;

  private final Socket socket;
  private final DataInputStream in;

  /**
   * A frame as it came.
   *
   * @param text its payload; of a close frame what follows the code
   */
  record Frame(int opcode, String text) {
    boolean closes() {
      return opcode == CLOSE;
    }
  }

  private Peer(Socket socket) throws IOException {
    this.socket = socket;
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Connects from one of the loopback addresses, 127.0.0.x, and sends nothing. */
  @SuppressWarnings("AddressSelection") // One address: the loopback.
  static Peer connect(int port, int from) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    socket.bind(new InetSocketAddress(address(from), 0));
    socket.connect(new InetSocketAddress(address(1), port), PATIENCE_MS);
    return new Peer(socket);
  }

  /** Opens a WebSocket; fails if it is refused. */
  static Peer open(int port, int from, String path, String... fields) throws IOException {
    Peer peer = connect(port, from);
    try {
      peer.send(handshake(port, path, fields));
      String status = peer.head();
      if (!status.startsWith("HTTP/1.1 101 ")) {
        throw new IOException(status);
      }
      return peer;
    } catch (IOException e) {
      peer.close();
      throw e;
    }
  }

  static InetAddress address(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  static byte[] handshake(int port, String path, String... fields) {
    return Stream.concat(
            Stream.of(
                "GET " + path + " HTTP/1.1",
                "Host: localhost:" + port,
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13"),
            Stream.of(fields))
        .collect(Collectors.joining("\r\n", "", "\r\n\r\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a request and returns its status line; on a connection of its own. */
  static String ask(int port, int from, String request) throws IOException {
    try (Peer peer = connect(port, from)) {
      peer.send(request.getBytes(StandardCharsets.UTF_8));
      return peer.head();
    }
  }

  synchronized void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void text(String text) throws IOException {
    send(Frames.text(text));
  }

  /** Reads the head of an answer, and returns its first line. */
  String head() throws IOException {
    String start = line();
    for (String line = line(); !line.isEmpty(); line = line()) {
      // The fields say nothing here.
    }
    return start;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }

  /** The next frame that is no ping. */
  Frame read() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte();
      long size =
          switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> length;
          };
      byte[] payload = in.readNBytes(Math.toIntExact(size));
      if (opcode == PING) {
        send(Frames.frame(Frames.PONG, payload));
      } else {
        int skip = opcode == CLOSE ? Math.min(2, payload.length) : 0;
        return new Frame(
            opcode, new String(payload, skip, payload.length - skip, StandardCharsets.UTF_8));
      }
    }
  }

  /** The first text that fits, waited for; empty if the connection ends or nothing comes. */
  Optional<String> await(Predicate<String> fits) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    try {
      while (System.nanoTime() < end) {
        Frame frame = read();
        if (frame.closes()) {
          return Optional.empty();
        }
        if (fits.test(frame.text())) {
          return Optional.of(frame.text());
        }
      }
    } catch (IOException e) {
      // It ended, or was silent.
    }
    return Optional.empty();
  }

  /** Whether the server ends the connection within a time; reads whatever comes. */
  boolean endsWithin(long millis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    byte[] bytes = new byte[8_192];
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      socket.setSoTimeout((int) left);
      try {
        if (in.read(bytes) < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        return false;
      } catch (EOFException | java.net.SocketException e) {
        return true;
      } catch (InterruptedIOException e) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
