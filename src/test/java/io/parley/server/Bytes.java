package io.parley.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends and receives bytes. */
final class Bytes {
  private static final int PATIENCE_MS = 10_000;

  private Bytes() {}

  /**
   * What the server says until it closes the connection.
   *
   * @param lines the request's lines, without their ends and without the empty one
   * @throws java.net.SocketTimeoutException if it stays open
   */
  static String say(InetSocketAddress server, String... lines) throws IOException {
    try (Socket socket = open(server, lines)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The status that the server answers; the connection may stay open. */
  static String status(InetSocketAddress server, String... lines) throws IOException {
    try (Socket socket = open(server, lines)) {
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(start, StandardCharsets.ISO_8859_1).substring("HTTP/1.1 ".length());
    }
  }

  private static Socket open(InetSocketAddress server, String... lines) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, PATIENCE_MS);
    socket.setSoTimeout(PATIENCE_MS);
    String request = String.join("\r\n", lines) + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }
}
