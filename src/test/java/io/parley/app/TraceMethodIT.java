package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TRACE is answered like every other unsupported method (RFC 9110 9.3.8, 15.5.6). */
class TraceMethodIT {
  private static final String ATTEMPT =
      String.join(
          "\r\n",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "");

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  private static Answer trace(String target, String fields) throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      return client.ask(
          "TRACE "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nX-Secret: geheim\r\n"
              + fields
              + "\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/chat", "/chat/tea"})
  void onTheWayToAWebSocketItIsExplained(String target) throws IOException {
    refused(trace(target, ATTEMPT));
    refused(trace(target, ""));
  }

  private static void refused(Answer answer) throws IOException {
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.values("Allow")).containsExactly("GET");
    assertThat(answer.values("Connection")).containsExactly("close");
    assertThat(Json.object(answer.content()))
        .containsEntry("code", "method-not-allowed")
        .containsEntry("detail", "The method was \"TRACE\" instead of GET.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | GET, HEAD",
        "/index.html | GET, HEAD",
        "/page/look.css | GET, HEAD",
        "/nowhere | GET, HEAD",
        "/ready | GET, HEAD",
        "/metrics | GET, HEAD",
        "/problems/ | GET, HEAD",
      })
  void onAPageItIsNotAllowed(String target, String allow) throws IOException {
    Answer answer = trace(target, "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.values("Allow")).containsExactly(allow);
    assertThat(answer.content()).doesNotContain("geheim");
  }
}
