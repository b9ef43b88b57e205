package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Example;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of the lab's WebSocket after its 101. */
class LabFramesIT {
  private static final Path DOCUMENT = Path.of("src/site/markdown/handshakes-api.md");
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Answer post(String target, String body, String... more) throws IOException {
    String origin = more.length > 0 ? more[0] : "Origin: http://localhost:" + server.port(0);
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    try (RawClient client = new RawClient(server.port(0))) {
      return client
          .send(
              "POST %s HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(target, server.port(0), origin, length, body))
          .answer();
    }
  }

  private static Answer get(String target) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
  }

  /** Opens one, once the rate lets it pass, and returns its path. */
  private static String open(String path) throws IOException {
    String order =
        """
        {"method":"GET","path":"%s","version":"HTTP/1.1","stay":true,"fields":["Host: localhost:%d",
        "Upgrade: websocket","Connection: Upgrade","Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13"]}"""
            .formatted(path, server.port(0));
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Answer answer = post("/lab", order);
    while (answer.status() == 429 && System.nanoTime() < patience) {
      answer = post("/lab", order);
    }
    Map<String, Object> run = Json.object(answer.content());
    assertThat(run).as(answer.content()).containsEntry("ended", "open");
    assertThat((String) Json.object(run, "answer").get("text"))
        .startsWith("HTTP/1.1 101 ")
        .endsWith("\r\n\r\n");
    return "/lab/" + run.get("connection");
  }

  /** All frames up to as many, each as its direction and its octets. */
  private static List<String> frames(String lab, int count) throws IOException {
    List<String> frames = new ArrayList<>();
    long last = 0;
    while (frames.size() < count) {
      Map<String, Object> told = Json.object(get(lab + "?after=" + last).content());
      List<Map<String, Object>> some = Json.objects(told, "frames");
      for (Map<String, Object> frame : some) {
        byte[] octets = Base64.getDecoder().decode((String) frame.get("base64"));
        assertThat(frame).containsEntry("size", (long) octets.length);
        frames.add(frame.get("direction") + " " + HexFormat.of().formatHex(octets));
        last = (Long) frame.get("number");
      }
      assertThat(some.isEmpty() && told.containsKey("ended")).as(told.toString()).isFalse();
    }
    return frames;
  }

  private static Answer send(String lab, String opcode, String text) throws IOException {
    String base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    String body = "{\"opcode\":\"%s\",\"base64\":\"%s\"}".formatted(opcode, base64);
    Answer answer = post(lab, body);
    for (int turn = 0; turn < 100_000 && answer.status() == 429; turn++) {
      answer = post(lab, body);
    }
    return answer;
  }

  @Test
  void aMessageGoesOutMaskedAndItsEchoComesBack() throws IOException {
    String lab = open("/echo");
    Answer answer = send(lab, "text", "hi");
    assertThat(answer.content()).isEqualTo("{\"number\":1}");
    List<String> frames = frames(lab, 2);
    byte[] out = HexFormat.of().parseHex(frames.get(0).substring(4));
    assertThat(frames.get(0)).startsWith("out 8182");
    assertThat((char) (out[6] ^ out[2])).isEqualTo('h');
    assertThat(frames.get(1)).isEqualTo("in 81026869");
    send(lab, "ping", "p");
    assertThat(frames(lab, 4).get(3)).isEqualTo("in 8a0170");
    send(lab, "binary", "b");
    assertThat(frames(lab, 6).get(5)).isEqualTo("in 820162");
  }

  @Test
  void aCloseEndsItAndTheListSaysHow() throws IOException {
    String lab = open("/echo?attempt=lab-frames-close-000001");
    send(lab, "close", "\u0003" + "e");
    assertThat(frames(lab, 2)).hasSize(2).last().asString().startsWith("in 88");
    Map<String, Object> end = Json.object(get(lab + "?after=2").content());
    assertThat(end).containsEntry("ended", "server").containsEntry("frames", List.of());
    assertThat(send(lab, "text", "late").status()).isEqualTo(404);
  }

  @Test
  void aVisitorHasOneAtATime() throws IOException {
    String first = open("/echo");
    String second = open("/chat/lab");
    assertThat(get(first).status()).as("forgotten").isEqualTo(404);
    send(second, "text", "hello");
    assertThat(frames(second, 2).get(1)).startsWith("in 81");
  }

  /** A question waits for a frame; it is not asked again and again. */
  @Test
  void aQuestionWaitsForTheNextFrame() throws Exception {
    String lab = open("/echo");
    try (RawClient waiting = new RawClient(server.port(0))) {
      waiting.send("GET " + lab + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      send(lab, "text", "hi");
      Map<String, Object> told = Json.object(waiting.answer().content());
      assertThat(Json.objects(told, "frames")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"opcode\":\"text\"}",
        "{\"opcode\":\"text\",\"base64\":\"?\"}",
        "{\"opcode\":\"continuation\",\"base64\":\"\"}",
        "{\"opcode\":1,\"base64\":\"\"}",
        "{\"opcode\":\"text\",\"base64\":\"\"}x"
      })
  void whatIsNoMessageIsABadRequest(String body) throws IOException {
    assertThat(post(open("/echo"), body).status()).isEqualTo(400);
  }

  @Test
  void boundsAreKept() throws IOException {
    String lab = open("/echo");
    assertThat(send(lab, "ping", "x".repeat(126)).status()).isEqualTo(400);
    assertThat(send(lab, "text", "x".repeat(16_384)).status()).isEqualTo(413);
    assertThat(get(lab + "?after=x").status()).isEqualTo(400);
    assertThat(get(lab + "?after=-1").status()).isEqualTo(400);
    assertThat(get("/lab/").status()).isEqualTo(404);
    assertThat(get("/lab/nothing/at/all").status()).isEqualTo(404);
    assertThat(send("/lab/00000000-0000-0000-0000-000000000000", "text", "").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y", "Origin: null", "Origin: http://evil.example"})
  void aPageOfAnotherOriginCannotSend(String origin) throws IOException {
    String body = "{\"opcode\":\"text\",\"base64\":\"\"}";
    assertThat(post(open("/echo"), body, origin).status()).isEqualTo(403);
  }

  @Test
  void theyAreAsTheDocumentSays() throws IOException {
    String lab = open("/echo");
    Answer answer = post(lab, Example.read(DOCUMENT, "{\"opcode\":"));
    assertThat(answer.content()).isEqualTo(Example.read(DOCUMENT, "{\"number\":"));
    frames(lab, 2);
    Map<String, Object> shown = Json.object(Example.read(DOCUMENT, "{\"frames\":"));
    assertThat(Example.differences(shown, Json.object(get(lab).content()))).isEmpty();
  }
}
