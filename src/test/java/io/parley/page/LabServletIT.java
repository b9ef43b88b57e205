package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.tool.Example;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes composed by hand, and which orders the lab refuses. */
class LabServletIT {
  private static final Path DOCUMENT = Path.of("src/site/markdown/handshakes-api.md");
  private static final List<String> FIELDS =
      List.of(
          "Host: localhost:8080",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13");
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String own() {
    return "http://localhost:" + server.port(0);
  }

  private static Answer post(String body, String... fields) throws IOException {
    String head =
        fields.length > 0
            ? String.join("\r\n", fields)
            : "Host: localhost:%d\r\nOrigin: %s\r\nContent-Type: application/json"
                .formatted(server.port(0), own());
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    try (RawClient client = new RawClient(server.port(0))) {
      String request = "POST /lab HTTP/1.1\r\n" + head + "\r\nContent-Length: " + length;
      client.send(request + "\r\n\r\n");
      return client.send(body.getBytes(StandardCharsets.UTF_8)).answer();
    }
  }

  /** Once the throttle lets it pass. */
  private static Answer order(String body) throws IOException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Answer answer = post(body);
    while (answer.status() == 429 && System.nanoTime() < patience) {
      answer = post(body);
    }
    return answer;
  }

  private static String json(String method, String path, String version, List<String> fields) {
    String lines = fields.stream().map(LabServletIT::quoted).collect(Collectors.joining(","));
    return "{\"method\":%s,\"path\":%s,\"version\":%s,\"fields\":[%s]}"
        .formatted(quoted(method), quoted(path), quoted(version), lines);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append("\\u%04x".formatted(c)));
    return quoted.append('"').toString();
  }

  private static Map<String, Object> run(String path, List<String> fields) throws IOException {
    Answer answer = order(json("GET", path, "HTTP/1.1", fields));
    assertThat(answer.status()).as(answer.content()).isEqualTo(200);
    return Json.object(answer.content());
  }

  @Test
  void anOrderIsRunAsTheDocumentSays() throws IOException {
    Answer answer = order(Example.read(DOCUMENT, "{\"method\":"));
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    Map<String, Object> real = Json.object(answer.content());
    String example = Example.read(DOCUMENT, "{\"sent\":").replace(", …}}", "}}");
    Map<String, Object> shown = Json.object(example);
    assertThat(Json.object(real, "trace")).containsKeys("findings", "refusal", "request");
    real.put("trace", Map.of("handshake", Json.object(real, "trace").get("handshake")));
    assertThat(Example.differences(shown, real)).isEmpty();
    assertThat(Base64.getDecoder().decode((String) Json.object(real, "answer").get("base64")))
        .asString(StandardCharsets.ISO_8859_1)
        .isEqualTo(Json.object(real, "answer").get("text"))
        .endsWith("]}");
  }

  @Test
  void anAcceptedHandshakeShowsItsRawAnswerAndIsClosed() throws IOException {
    Map<String, Object> run = run("/echo?attempt=lab-000000000000000001", FIELDS);
    assertThat(run).containsEntry("ended", "open");
    assertThat((String) Json.object(run, "answer").get("text"))
        .startsWith("HTTP/1.1 101 ")
        .contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    assertThat(Json.object(run, "trace")).containsEntry("verdict", "accepted");
  }

  @Test
  void malformedLinesGoOutAsTheyAre() throws IOException {
    Map<String, Object> run = run("/echo", List.of("Host: localhost", "no colon", "Upgrade : é"));
    assertThat((String) Json.object(run, "sent").get("text"))
        .isEqualTo("GET /echo HTTP/1.1\r\nHost: localhost\r\nno colon\r\nUpgrade : é\r\n\r\n");
    assertThat(Json.object(run, "answer")).containsEntry("status", 400L);
    assertThat(run).containsEntry("ended", "closed").doesNotContainKey("trace");
  }

  /** RFC 9112 6: nothing follows the head, whatever it announces. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 40", "Transfer-Encoding: chunked", "Expect: 100-continue"})
  void announcedContentIsNeverSent(String field) throws IOException {
    Map<String, Object> run = run("/echo", List.of("Host: localhost", field, "Upgrade: websocket"));
    assertThat((String) Json.object(run, "sent").get("text"))
        .endsWith(field + "\r\nUpgrade: websocket\r\n\r\n");
    assertThat((Long) Json.object(run, "answer").get("status")).isBetween(400L, 499L);
  }

  @Test
  void oneOrderIsOneRequest() throws IOException {
    assertThat(handshakes("/echo?marked")).isZero();
    run("/echo?marked", FIELDS);
    assertThat(handshakes("/echo?marked")).isEqualTo(1);
  }

  private static long handshakes(String target) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      Answer answer = client.ask("GET /handshakes?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return Json.objects(Json.object(answer.content()), "handshakes").stream()
          .filter(entry -> target.equals(entry.get("target")))
          .count();
    }
  }

  /** Neither the order's words nor those of the request around it choose where it goes. */
  @Test
  void nobodyElseIsEverReached() throws IOException {
    try (ServerSocket decoy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String there = "localhost:" + decoy.getLocalPort();
      for (String path :
          List.of("http://" + there + "/echo", "//" + there + "/echo", "@" + there + "/echo")) {
        assertThat(post(json("GET", path, "HTTP/1.1", FIELDS)).status()).isEqualTo(400);
      }
      List<String> fields = List.of("Host: " + there, "Connection: Upgrade");
      Map<String, Object> run = run("/echo", fields);
      assertThat(Json.object(run, "answer")).containsEntry("status", 426L);
      Answer named =
          awaitTurn(
              json("GET", "/echo", "HTTP/1.1", fields),
              "Host: " + there,
              "Origin: http://" + there,
              "Content-Type: application/json");
      assertThat(named.status()).isEqualTo(200);
      assertThat(named.content()).contains("upgrade-required");
      decoy.setSoTimeout(1);
      assertThatThrownBy(decoy::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static Answer awaitTurn(String body, String... fields) throws IOException {
    Answer answer = post(body, fields);
    for (int turn = 0; turn < 100_000 && answer.status() == 429; turn++) {
      answer = post(body, fields);
    }
    return answer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/handshakes",
        "/lab",
        "/page/chat.js",
        "/index.html",
        "/404.html",
        "/health/live",
        "/problems/full",
        "/operator-access",
        "/lab/x",
        "/io/parley/Launcher.class",
        "/WEB-INF/web.xml",
        "/%6detrics",
        "//metrics",
        "/nothing//metrics",
        "/nothing;x=y",
        "/nothing%2f..",
        "/chat/../metrics",
        "/chat/%2e%2e",
        "/chat/%2e%2e/metrics",
        "/chat;x=y",
        "/chat/a%2fb",
        "/chat\\..\\metrics",
        "/echo HTTP/1.1\r\nHost: localhost\r\n\r\nGET /metrics",
        "*"
      })
  void noOtherResourceIsReached(String path) throws IOException {
    Answer answer = post(json("GET", path, "HTTP/1.1", FIELDS));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.values("Content-Type")).containsExactly("application/problem+json");
  }

  /** The visitor sees the 404, and its explanation. */
  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/CHAT", "/chat/", "/chat/a/b", "/nothing/at/all?x=y"})
  void aPathWithNothingThereIsAskedAndAnswers404(String path) throws IOException {
    Map<String, Object> run = run(path, FIELDS);
    assertThat(Json.object(run, "answer")).containsEntry("status", 404L);
    assertThat((String) Json.object(run, "answer").get("text")).contains("\"code\":\"path-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A: b\r\n\r\nGET /metrics HTTP/1.1\r\nHost: localhost",
        "A: b\n\nGET /metrics HTTP/1.1\nHost: localhost",
        "A: b\r\rGET /metrics HTTP/1.1",
        ""
      })
  void noLineBeginsASecondRequest(String line) throws IOException {
    assertThat(post(json("GET", "/echo", "HTTP/1.1", List.of("Host: localhost", line))).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"method\":\"GET\"}",
        "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\"}",
        "{\"method\":1,\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":[]}",
        "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":[1]}",
        "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":[[]]}",
        "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":\"\"}",
        "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":[]}x",
        "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":[]",
        "{\"x\":"
      })
  void whatIsNoOrderIsABadRequest(String body) throws IOException {
    assertThat(post(body).status()).isEqualTo(400);
    assertThat(post("{\"x\":" + "[".repeat(8_000)).status()).isEqualTo(400);
  }

  @Test
  void anOrderIsShort() throws IOException {
    assertThat(post("{\"x\":\"" + "x".repeat(16_380) + "\"}").status()).isEqualTo(413);
    assertThat(post("{\"x\":\"" + "x".repeat(16_000) + "\"}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "'Content-Type: text/plain', 415",
    "'Content-Type: application/x-www-form-urlencoded', 415",
    "'Content-Type: application/json5', 415",
    "'X: y', 415",
    "'Content-Type: application/JSON; charset=utf-8', 400",
  })
  void aFormOfAnotherSiteCannotSendIt(String type, int status) throws IOException {
    Answer answer = post("{}", "Host: localhost:" + server.port(0), "Origin: " + own(), type);
    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: y",
        "Origin: null",
        "Origin: http://localhost",
        "Origin: http://localhost:1",
        "Origin: http://evil.example",
        "Origin: {own}\r\nOrigin: {own}",
        "Origin: {own}, {own}",
        "Origin: {own}\r\nSec-Fetch-Site: same-site",
        "Origin: {own}\r\nSec-Fetch-Site: cross-site",
        "Origin: {own}\r\nSec-Fetch-Site: none",
      })
  void aPageOfAnotherOriginCannotSendItEither(String fields) throws IOException {
    Answer answer =
        post(
            json("GET", "/echo", "HTTP/1.1", FIELDS),
            "Host: localhost:" + server.port(0),
            "Content-Type: application/json",
            fields.replace("{own}", own()));
    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void ordersComeAtARate() throws IOException {
    String body = json("GET", "/echo", "HTTP/1.1", FIELDS);
    Answer answer = post(body);
    for (int sent = 0; sent < 1_000 && answer.status() != 429; sent++) {
      answer = post(body);
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.values("Retry-After")).containsExactly("1");
  }

  @Test
  void itSaysWhatItReaches() throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      Answer answer = client.ask("GET /lab HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer.content()).isEqualTo(Example.read(DOCUMENT, "{\"paths\":"));
    }
  }
}
