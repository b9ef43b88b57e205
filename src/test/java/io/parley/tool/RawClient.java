package io.parley.tool;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes there and back, with no opinion on what is right. */
public final class RawClient implements AutoCloseable {
  /** Milliseconds without a byte after which a test has failed. */
  private static final int PATIENCE = 10_000;

  private final Socket socket;
  private final DataInputStream in;

  /** Connects to IPv4 loopback. */
  public RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /**
   * An answer's head, and its content where {@code Content-Length} says how much there is.
   *
   * @param fields lines, as they came
   */
  public record Answer(String start, List<String> fields, String content) {
    public int status() {
      return Integer.parseInt(start.split(" ", 3)[1]);
    }

    /** The value of each line of that name. */
    public List<String> values(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return fields.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }
  }

  /** A frame of the server. */
  public static final class Frame {
    private final int first;
    private final byte[] payload;

    Frame(int first, byte[] payload) {
      this.first = first;
      this.payload = payload;
    }

    /** FIN, RSV and the opcode. */
    public int first() {
      return first;
    }

    public byte[] payload() {
      return payload;
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame, with its reason behind a space. */
    public String close() {
      ByteBuffer content = ByteBuffer.wrap(payload);
      int code = content.getShort() & 0xffff;
      return (code + " " + StandardCharsets.UTF_8.decode(content)).strip();
    }

    @Override
    public String toString() {
      return Integer.toHexString(first) + " " + text();
    }
  }

  public RawClient send(String latin1) throws IOException {
    return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** A masked text frame. */
  public RawClient sendText(String text) throws IOException {
    return send(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The bytes of a masked frame; the first byte is FIN, RSV and the opcode. */
  public static byte[] frame(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    byte[] mask = {1, 2, 3, 4};
    frame.put(mask);
    for (int at = 0; at < payload.length; at++) {
      frame.put((byte) (payload[at] ^ mask[at % 4]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /** Sends a request and reads its answer. */
  public Answer ask(String request) throws IOException {
    return send(request).answer(request.startsWith("HEAD "));
  }

  public Answer answer() throws IOException {
    return answer(false);
  }

  private Answer answer(boolean head) throws IOException {
    String start = line();
    List<String> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      fields.add(line);
    }
    Answer bare = new Answer(start, fields, "");
    List<String> lengths = bare.values("Content-Length");
    int length = head || lengths.isEmpty() ? 0 : Integer.parseInt(lengths.get(0));
    String content = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(start, fields, content);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** The next frame of the server. */
  public Frame frame() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    long size = length == 127 ? skipTo(8) : length == 126 ? skipTo(2) : length;
    byte[] payload = new byte[(int) size];
    in.readFully(payload);
    return new Frame(first, payload);
  }

  private long skipTo(int bytes) throws IOException {
    return bytes == 8 ? in.readLong() : in.readUnsignedShort();
  }

  /** Whether the server has closed the connection; waits for it, and fails the test if it stays. */
  public boolean isAtEnd() throws IOException {
    try {
      return ((InputStream) in).read() < 0;
    } catch (EOFException end) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
