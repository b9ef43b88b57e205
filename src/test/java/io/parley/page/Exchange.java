package io.parley.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One request over a socket of its own, and the answer as it came. */
record Exchange(String head, String body) {
  /** A server that says nothing for this long, in milliseconds, has failed the test. */
  private static final int PATIENCE = 10_000;

  /** Asks for a target with the fields given, and to close. */
  static Exchange of(int port, String method, String target, String... fields) throws IOException {
    var request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    Stream.concat(Stream.of("Connection: close"), Stream.of(fields))
        .forEach(field -> request.append(field).append("\r\n"));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      return new Exchange(answer.substring(0, end), answer.substring(end + 4));
    }
  }

  int status() {
    return Integer.parseInt(head.split(" ", 3)[1]);
  }

  /** The values of a field, a line each. */
  List<String> values(String name) {
    var start = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }
}
