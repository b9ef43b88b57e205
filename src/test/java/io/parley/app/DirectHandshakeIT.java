package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A handshake that the server answers without servlets and filters, and the same one through all of
 * them: nobody sees a difference, in the response or in the record.
 */
class DirectHandshakeIT {
  private static final String ATTEMPT = "0123456789abcdefghij-";

  private static RunningParley direct;
  private static RunningParley plain;

  @BeforeAll
  static void start() throws Exception {
    direct = RunningParley.start("--port", "0");
    plain = RunningParley.start("--port", "0", "--plain-jetty", "true");
  }

  @AfterAll
  static void stop() {
    direct.close();
    plain.close();
  }

  static List<HandshakeCase> cases() {
    return HandshakeCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersEachCaseInTheSameWay(HandshakeCase handshake) throws IOException {
    assertThat(seen(direct, handshake.request(host(direct))))
        .isEqualTo(seen(plain, handshake.request(host(plain))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Sec-WebSocket-Protocol: wamp, soap\r\nOrigin: http://HOST\r\n",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n",
        "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9\r\n",
        "Origin: http://other.example\r\n",
        "Cookie: secret=1\r\nAuthorization: Bearer abc\r\n",
        "X-Forwarded-For: 192.0.2.1\r\nForwarded: for=192.0.2.1\r\n",
        "Sec-WebSocket-Version: 8\r\nX: caf\u00e9\r\nAccept:   \r\n"
      })
  void recordsTheSame(String fields) throws IOException {
    assertThat(recorded(direct, "/echo", fields)).isEqualTo(recorded(plain, "/echo", fields));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/chat", "/chat/blue", "/chat/-", "/nothing", "/chat/a/b"})
  void recordsTheSameOnEachPath(String path) throws IOException {
    assertThat(recorded(direct, path, "")).isEqualTo(recorded(plain, path, ""));
  }

  @Test
  void countsTheSame() throws IOException {
    assertThat(recorded(direct, "/echo", "")).contains("\"verdict\":\"accepted\"");
    try (RawClient client = new RawClient(direct.port(0))) {
      assertThat(client.ask("GET /metrics HTTP/1.1\r\nHost: " + host(direct) + "\r\n\r\n"))
          .extracting(Answer::content)
          .asString()
          .contains("parley_handshakes_total");
    }
  }

  private static String host(RunningParley parley) {
    return "localhost:" + parley.port(0);
  }

  private static String seen(RunningParley parley, String request) throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      Answer answer = client.ask(request);
      List<String> fields =
          answer.fields().stream().filter(line -> !line.startsWith("Date:")).toList();
      return common(parley, answer.start() + fields + answer.content());
    }
  }

  /** Without what differs from request to request. */
  private static String common(RunningParley parley, String text) {
    return text.replace(host(parley), "HOST")
        .replaceAll("01[0-9A-Z]{24}", "ID")
        .replaceAll("\"at\":\"[^\"]*\"", "AT")
        .replaceAll("\"micros\":\\d+", "MICROS");
  }

  private static String recorded(RunningParley parley, String path, String fields)
      throws IOException {
    String attempt = ATTEMPT + System.nanoTime();
    String request =
        "GET "
            + path
            + "?attempt="
            + attempt
            + " HTTP/1.1\r\nHost: HOST\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + fields
            + "\r\n";
    try (RawClient handshake = new RawClient(parley.port(0));
        RawClient client = new RawClient(parley.port(0))) {
      handshake.ask(request.replace("HOST", host(parley)));
      String ask = "GET /handshakes/" + attempt + " HTTP/1.1\r\nHost: " + host(parley) + "\r\n\r\n";
      return common(parley, client.ask(ask).content()).replace(attempt, "ATTEMPT");
    }
  }
}
