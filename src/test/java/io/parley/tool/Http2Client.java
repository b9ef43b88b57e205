package io.parley.tool;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackException;

/** A client of HTTP/2 that writes and reads single frames, and acknowledges nothing by itself. */
public final class Http2Client implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  public static final int WINDOW_UPDATE = 8;

  public static final int END_STREAM = 1;
  public static final int END_HEADERS = 4;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int PATIENCE_MS = 30_000;
  private static final int HEAD = 9;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final HpackDecoder decoder = new HpackDecoder(65_536, System::nanoTime);

  /**
   * A frame as it came.
   *
   * @param fields of HEADERS, with {@code :status}
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares frames.
  public record Frame(
      int type, int flags, int stream, byte[] payload, List<Map.Entry<String, String>> fields) {
    public boolean is(int other, int of) {
      return type == other && stream == of;
    }

    /** The values of a field, joined. */
    public String value(String name) {
      return String.join(",", values(name));
    }

    public List<String> values(String name) {
      return fields.stream()
          .filter(field -> field.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .toList();
    }

    public int status() {
      return Integer.parseInt(value(":status"));
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private Http2Client(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    socket.setSoTimeout(PATIENCE_MS);
  }

  /** Begins a connection without TLS by prior knowledge. */
  public static Http2Client clear(int port) throws IOException {
    return new Http2Client(new Socket(InetAddress.getLoopbackAddress(), port)).begin();
  }

  /** Begins a connection over TLS. */
  public static Http2Client secure(int port, SSLContext context)
      throws IOException, GeneralSecurityException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return new Http2Client(tls).begin();
  }

  private Http2Client begin() throws IOException {
    out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    return send(SETTINGS, 0, 0, new byte[0]);
  }

  public Http2Client send(int type, int flags, int stream, byte... payload) throws IOException {
    out.write(frame(type, flags, stream, payload));
    return this;
  }

  /** Sends several frames in one write. */
  public Http2Client sendAll(List<byte[]> frames) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(all::writeBytes);
    out.write(all.toByteArray());
    return this;
  }

  public static byte[] frame(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(HEAD + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  public static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /** Fields as literals without indexing and Huffman coding (RFC 7541 6.2.2). */
  public static byte[] block(List<Map.Entry<String, String>> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : fields) {
      block.write(0);
      literal(block, field.getKey());
      literal(block, field.getValue());
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < 0x7f) {
      block.write(bytes.length);
    } else {
      block.write(0x7f);
      int rest = bytes.length - 0x7f;
      for (; rest > 0x7f; rest >>= 7) {
        block.write(0x80 | (rest & 0x7f));
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  /** The opening handshake of a WebSocket. */
  public static List<Map.Entry<String, String>> handshake(String host, String path) {
    return List.of(
        Map.entry(":method", "CONNECT"),
        Map.entry(":protocol", "websocket"),
        Map.entry(":scheme", "http"),
        Map.entry(":path", path),
        Map.entry(":authority", host),
        Map.entry("sec-websocket-version", "13"));
  }

  /** Asks for a WebSocket; does not wait. */
  public Http2Client connect(int stream, String host, String path) throws IOException {
    return send(HEADERS, END_HEADERS, stream, block(handshake(host, path)));
  }

  /** Opens a WebSocket, and waits for its answer. */
  public Frame open(int stream, String host, String path) throws IOException {
    connect(stream, host, path);
    return await(frame -> frame.is(HEADERS, stream));
  }

  /** Sends one masked frame of a WebSocket. */
  public Http2Client frame(int stream, int first, String payload) throws IOException {
    return send(DATA, 0, stream, Wire.masked(first, payload.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The next frame.
   *
   * @throws EOFException at the end of the connection
   */
  public Frame next() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    byte[] payload = in.readNBytes(length);
    return new Frame(type, flags, stream, payload, type == HEADERS ? fields(payload) : List.of());
  }

  private List<Map.Entry<String, String>> fields(byte[] block) throws IOException {
    try {
      MetaData message = decoder.decode(ByteBuffer.wrap(block));
      List<Map.Entry<String, String>> fields = new ArrayList<>();
      fields.add(Map.entry(":status", status(message)));
      message
          .getHttpFields()
          .forEach(each -> fields.add(Map.entry(each.getName(), String.valueOf(each.getValue()))));
      return List.copyOf(fields);
    } catch (HpackException e) {
      throw new IOException(e);
    }
  }

  private static String status(MetaData message) {
    return message instanceof MetaData.Response response
        ? Integer.toString(response.getStatus())
        : "0";
  }

  /** Reads up to the first frame of that kind. */
  public Frame await(Predicate<Frame> kind) throws IOException {
    Frame frame = next();
    while (!kind.test(frame)) {
      frame = next();
    }
    return frame;
  }

  /** The text of the next message of a WebSocket, which comes in one short frame of DATA. */
  public String message(int stream) throws IOException {
    byte[] frame = await(each -> each.is(DATA, stream)).payload();
    return new String(Arrays.copyOfRange(frame, 2, frame.length), StandardCharsets.UTF_8);
  }

  /** Whether the connection ends, whatever comes before. */
  public boolean isClosed() throws IOException {
    try {
      await(frame -> false);
      return false;
    } catch (EOFException | SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
