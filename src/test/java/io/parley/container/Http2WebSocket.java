package io.parley.container;

import io.parley.tool.Http2Client;
import io.parley.tool.Http2Client.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a WebSocket over HTTP/2 (RFC 8441), in cleartext by prior knowledge, and reports what
 * happens instead.
 */
record Http2WebSocket(int port, String context) {
  private static final int ACK = 1;
  private static final int ENABLE_CONNECT_PROTOCOL = 8;
  private static final int STREAM = 1;
  private static final int TEXT = 0x81;

  /** Empty where it opens, and answers a message. */
  List<String> differences() throws IOException {
    List<String> differences = new ArrayList<>();
    try (Http2Client client = Http2Client.clear(port)) {
      Frame settings = client.await(frame -> frame.type() == Http2Client.SETTINGS);
      if (!permitsConnect(settings)) {
        differences.add("SETTINGS do not announce it");
      }
      client.send(Http2Client.SETTINGS, ACK, 0);
      client.connect(STREAM, "localhost:" + port, context + "/echo");
      differences.addAll(answer(client));
    } catch (EOFException | SocketException | SocketTimeoutException cut) {
      differences.add("there is no HTTP/2");
    }
    return differences;
  }

  /** RFC 8441 3. */
  private static boolean permitsConnect(Frame settings) {
    ByteBuffer pairs = ByteBuffer.wrap(settings.payload());
    boolean permits = false;
    while (pairs.remaining() >= 6) {
      short id = pairs.getShort();
      int value = pairs.getInt();
      permits |= id == ENABLE_CONNECT_PROTOCOL && value == 1;
    }
    return permits;
  }

  private static List<String> answer(Http2Client client) throws IOException {
    Frame frame =
        client.await(
            each ->
                each.type() == Http2Client.GOAWAY
                    || each.is(Http2Client.RST_STREAM, STREAM)
                    || each.is(Http2Client.HEADERS, STREAM));
    return switch (frame.type()) {
      case Http2Client.GOAWAY ->
          List.of("CONNECT ends the connection with error " + code(frame, 4));
      case Http2Client.RST_STREAM ->
          List.of("CONNECT ends the stream with error " + code(frame, 0));
      default ->
          frame.status() == 200 ? echo(client) : List.of("CONNECT answers " + frame.status());
    };
  }

  /** RFC 9113 7. */
  private static int code(Frame frame, int offset) {
    return ByteBuffer.wrap(frame.payload()).getInt(offset);
  }

  private static List<String> echo(Http2Client client) throws IOException {
    client.frame(STREAM, TEXT, "one");
    String answer = client.message(STREAM);
    return answer.equals("one") ? List.of() : List.of("opens, and answers " + answer);
  }
}
