package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

/** A client of {@code parley.1.json} over a real socket. */
final class Talker implements Script.Actor, AutoCloseable {
  private final Socket socket;
  private final Wire wire;

  /** Returns once its handshake was accepted with the subprotocol. */
  @SuppressWarnings("AddressSelection") // One address: the loopback.
  Talker(int port, String path) throws IOException {
    socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    RawClient client = new RawClient(socket);
    RawClient.Answer answer =
        client.ask(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: localhost:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: soap, parley.1.json\r\n\r\n");
    assertThat(answer.status()).isEqualTo(101);
    assertThat(answer.value("Sec-WebSocket-Protocol")).isEqualTo("parley.1.json");
    wire = Wire.over(client);
  }

  @Override
  public void send(String json) throws IOException {
    wire.text(json);
  }

  @Override
  public String next() throws IOException {
    Wire.Frame frame = frame();
    assertThat(frame.opcode()).as(frame.text()).isEqualTo(Wire.TEXT);
    return frame.text();
  }

  /** The next frame that is no ping; pings are answered. */
  Wire.Frame frame() throws IOException {
    Wire.Frame frame = wire.read();
    while (frame.opcode() == Wire.PING) {
      wire.send(true, Wire.PONG, frame.payload());
      frame = wire.read();
    }
    return frame;
  }

  Map<String, Object> read() throws IOException {
    return Json.object(next());
  }

  /** What comes next, the apostrophes of the request being quotation marks. */
  Map<String, Object> ask(String request) throws IOException {
    send(request.replace('\'', '"'));
    return read();
  }

  Wire wire() {
    return wire;
  }

  /** Resets the connection: what was under way is lost, either way. */
  @Override
  public void cut() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
