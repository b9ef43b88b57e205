package io.parley.tool;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends and receives bytes, without judging them. */
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
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /**
   * An answer's head, and its content where {@code Content-Length} says how much there is, or where
   * it goes up to the end.
   *
   * @param fields lines, as they came
   */
  public record Answer(String start, List<String> fields, String content) {
    public int status() {
      return Integer.parseInt(start.split(" ", 3)[1]);
    }

    /** The lines of that name joined by commas, which means the same (RFC 9110 5.3). */
    public String value(String name) {
      return String.join(", ", values(name)).replaceAll(",\\s*", ", ");
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

  public RawClient send(String latin1) throws IOException {
    return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
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
    boolean closes = bare.value("Connection").startsWith("close");
    boolean coded = !bare.values("Transfer-Encoding").isEmpty();
    int rest = closes && !coded ? Integer.MAX_VALUE : 0;
    int length = lengths.isEmpty() ? rest : Integer.parseInt(lengths.get(0));
    String content = new String(in.readNBytes(head ? 0 : length), StandardCharsets.UTF_8);
    return new Answer(start, fields, content);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** What comes after the answers that were read. */
  DataInputStream in() {
    return in;
  }

  /** Whether the server has closed the connection; waits for it, and fails the test if it stays. */
  public boolean isAtEnd() throws IOException {
    try {
      return in.read() < 0;
    } catch (EOFException end) {
      return true;
    }
  }

  /**
   * Whether the server closes the connection, or resets it, within a time.
   *
   * @param patience milliseconds without a byte
   */
  public boolean endsWithin(int patience) throws IOException {
    socket.setSoTimeout(patience);
    try {
      return in.skip(Long.MAX_VALUE) >= 0 && in.read() < 0;
    } catch (SocketTimeoutException stays) {
      return false;
    } catch (SocketException reset) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE);
    }
  }

  /**
   * Whether nothing comes for a time.
   *
   * @param millis without a byte
   */
  public boolean isSilentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    in.mark(1);
    try {
      in.read();
      in.reset();
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
