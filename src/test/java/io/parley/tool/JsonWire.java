package io.parley.tool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;

/** A client of {@code parley.1.json} over a real socket, for tests of the server around it. */
public final class JsonWire implements AutoCloseable {
  private final Wire wire;
  private final Map<String, Object> welcome;

  private JsonWire(Wire wire) throws IOException {
    this.wire = wire;
    this.welcome = read();
  }

  /**
   * Returns once it was welcomed.
   *
   * @param from the address that the client has; one of the loopback's
   * @param fields further lines of the handshake, each with its end
   */
  public static JsonWire open(int port, String path, String from, String fields)
      throws IOException {
    InetAddress own = InetAddress.getByName(from);
    RawClient client = new RawClient(new Socket(InetAddress.getLoopbackAddress(), port, own, 0));
    RawClient.Answer answer =
        client.ask(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: parley.1.json\r\n"
                + fields
                + "\r\n");
    if (answer.status() != 101) {
      throw new IOException(answer.toString());
    }
    return new JsonWire(Wire.over(client));
  }

  public static JsonWire open(int port, String path) throws IOException {
    return open(port, path, "127.0.0.1", "");
  }

  /** The first object of the connection. */
  public Map<String, Object> welcome() {
    return welcome;
  }

  /**
   * @param object apostrophes stand for quotation marks
   */
  public void send(String object) throws IOException {
    wire.text(object.replace('\'', '"'));
  }

  /** The next object; pings are answered. */
  public Map<String, Object> read() throws IOException {
    Wire.Frame frame = wire.read();
    while (frame.opcode() == Wire.PING) {
      wire.send(true, Wire.PONG, frame.payload());
      frame = wire.read();
    }
    if (frame.opcode() != Wire.TEXT) {
      throw new IOException("closed with " + frame.code() + " " + frame.reason());
    }
    return Json.object(frame.text());
  }

  /** As {@link #read}, but waits for a minute: until another process has started, for example. */
  public Map<String, Object> await() throws IOException {
    IOException last = new IOException("never read");
    for (int again = 0; again < 6; again++) {
      try {
        return read();
      } catch (SocketTimeoutException notYet) {
        last = notYet;
      }
    }
    throw new IOException("no object within a minute", last);
  }

  /** The close frame, after whatever comes before it. */
  public Wire.Frame closeFrame() throws IOException {
    Wire.Frame frame = wire.read();
    while (frame.opcode() != Wire.CLOSE) {
      frame = wire.read();
    }
    return frame;
  }

  public Map<String, Object> ask(String object) throws IOException {
    send(object);
    return read();
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
