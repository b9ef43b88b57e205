package io.parley.identity;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The ways in which a client can send a token before the connection is open. */
enum WayIn {
  AUTHORIZATION {
    @Override
    String line(String token) {
      return "Sec-WebSocket-Protocol: parley.text\r\nAuthorization: Bearer " + token;
    }
  },
  KUBERNETES {
    @Override
    String line(String token) {
      byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io."
          + text
          + ", parley.text";
    }
  },
  QUARKUS {
    @Override
    String line(String token) {
      return "Sec-WebSocket-Protocol: parley.text, quarkus-http-upgrade#Authorization#Bearer%20"
          + URLEncoder.encode(token, StandardCharsets.US_ASCII);
    }
  },
  COOKIE {
    @Override
    String line(String token) {
      return "Sec-WebSocket-Protocol: parley.text\r\nOrigin: http://localhost\r\nCookie: a=b; session="
          + token
          + "; c=d";
    }
  },
  TICKET {
    @Override
    String line(String token) {
      return "Sec-WebSocket-Protocol: parley.text";
    }

    @Override
    Answer ask(int port, String token) throws IOException {
      Answer answer = ticket(port, token);
      return answer.status() == 201
          ? handshake(port, "/chat/tea?ticket=" + ticketOf(answer), line(token))
          : answer;
    }
  };

  /** The lines of a handshake that carry the token. */
  abstract String line(String token);

  /** The answer to the first request that is refused, or to the last. */
  Answer ask(int port, String token) throws IOException {
    return handshake(port, "/chat/tea", line(token));
  }

  static Answer handshake(int port, String target, String lines) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask(request(target, lines));
    }
  }

  static String request(String target, String lines) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + lines
        + (lines.isEmpty() ? "" : "\r\n")
        + "\r\n";
  }

  /** Asks for a ticket, without an Origin. */
  static Answer ticket(int port, String token) throws IOException {
    return ticket(port, List.of("Authorization: Bearer " + token));
  }

  static Answer ticket(int port, List<String> fields) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask(
          "POST /tickets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
              + String.join("\r\n", fields)
              + "\r\n\r\n");
    }
  }

  static String ticketOf(Answer answer) {
    return (String) Json.object(answer.content()).get("ticket");
  }
}
