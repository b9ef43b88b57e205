package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.JsonWire;
import io.parley.tool.LogRecords;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator reads of rooms and members over a socket, and how a connection is closed. */
class ConsoleServletIT {
  private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAA";
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Answer ask(String method, String target) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
  }

  private static Map<String, Object> state(String query) throws IOException {
    Answer answer = ask("GET", "/operator" + query);
    assertThat(answer.status()).as(answer.content()).isEqualTo(200);
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.values("Content-Type")).containsExactly("application/json");
    return Json.object(answer.content());
  }

  private static Map<String, Object> awaitState(String query, Predicate<Map<String, Object>> wanted)
      throws IOException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    Map<String, Object> state = state(query);
    while (!wanted.test(state)) {
      assertThat(System.nanoTime()).as(state.toString()).isLessThan(patience);
      state = state(query);
    }
    return state;
  }

  private static List<Map<String, Object>> members(Map<String, Object> state) {
    return state.containsKey("room")
        ? Json.objects(Json.object(state, "room"), "listed")
        : List.of();
  }

  private static long number(Map<String, Object> object, String name) {
    return ((Number) object.getOrDefault(name, 0)).longValue();
  }

  private static JsonWire join(String room, String name) throws IOException {
    JsonWire wire = JsonWire.open(server.port(0), "/chat/" + room);
    Map<String, Object> joined = wire.ask("{\"type\":\"join\",\"name\":\"%s\"}".formatted(name));
    assertThat(joined).containsEntry("type", "joined");
    return wire;
  }

  private static Answer close(String connection, String body, String... fields) throws IOException {
    String head =
        fields.length > 0
            ? String.join("\r\n", fields)
            : "Origin: http://localhost:%d\r\nContent-Type: application/json"
                .formatted(server.port(0));
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    try (RawClient client = new RawClient(server.port(0))) {
      client.send(
          "POST /operator/connections/%s/close HTTP/1.1\r\nHost: localhost:%d\r\n"
                  .formatted(connection, server.port(0))
              + head
              + "\r\nContent-Length: "
              + content.length
              + "\r\n\r\n");
      return client.send(content).answer();
    }
  }

  @Test
  void aRoomIsListedWithItsMembersAndWhatEachWasToldLast() throws IOException {
    try (JsonWire ann = join("position", "Ann");
        Wire bob = Wire.open(server.port(0), "/chat/position")) {
      Map<String, Object> said = ann.ask("{\"type\":\"say\",\"text\":\"hi\"}");
      while (!"said".equals(said.get("type"))) {
        said = ann.read();
      }
      String position = (String) said.get("position");
      assertThat(bob.read().text()).isEqualTo("hi");
      Map<String, Object> state =
          awaitState(
              "?room=position",
              seen ->
                  members(seen).size() == 2
                      && members(seen).stream().allMatch(m -> position.equals(m.get("position"))));
      assertThat(Json.object(state, "room"))
          .containsEntry("name", "position")
          .containsEntry("position", position)
          .containsEntry("more", false);
      assertThat(number(Json.object(state, "room"), "members")).isEqualTo(2);
      Map<String, Object> first =
          members(state).stream().filter(m -> "Ann".equals(m.get("name"))).findFirst().get();
      assertThat(first)
          .containsEntry("address", "127.0.0.1")
          .containsEntry("subprotocol", "parley.1.json");
      assertThat(number(first, "received")).isEqualTo(2);
      assertThat(Json.objects(state, "largest"))
          .anySatisfy(room -> assertThat(room).containsEntry("name", "position"));
    }
    awaitState("?room=position", seen -> !seen.containsKey("room"));
  }

  @Test
  void messagesDeliveriesDelaysAndRefusalsAreCounted() throws IOException {
    Map<String, Object> before = state("");
    try (JsonWire ann = join("counted", "Ann");
        JsonWire bob = join("counted", "Bob")) {
      for (int i = 0; i < 5; i++) {
        ann.ask("{\"type\":\"say\",\"text\":\"hi\"}");
      }
      assertThat(bob.read()).containsEntry("type", "message");
      Map<String, Object> after =
          awaitState("", seen -> number(seen, "messages") == number(before, "messages") + 5);
      assertThat(number(after, "deliveries") - number(before, "deliveries")).isEqualTo(10);
      assertThat(sum(after) - sum(before)).isEqualTo(5);
      assertThat(number(after, "connections")).isGreaterThanOrEqualTo(2);
      assertThat(number(after, "members")).isGreaterThanOrEqualTo(2);
      assertThat(number(after, "rooms")).isPositive();
    }
    String refused = "version-unsupported";
    try (RawClient client = new RawClient(server.port(0))) {
      client.ask(
          String.join(
              "\r\n",
              "GET /chat HTTP/1.1",
              "Host: localhost",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version: 25",
              "",
              ""));
    }
    assertThat(Json.objects(state(""), "refusals"))
        .anySatisfy(
            each ->
                assertThat(each)
                    .containsEntry("code", refused)
                    .containsEntry("title", "Unsupported WebSocket version"));
    assertThat(number(state(""), "accepted")).isPositive();
  }

  /** A message of which the delay is at least a minute has a bound, too. */
  private static long sum(Map<String, Object> state) {
    return Json.object(state, "delays").values().stream()
        .mapToLong(count -> ((Number) count).longValue())
        .sum();
  }

  @Test
  void closingSaysTheReasonIsLoggedAndCounted() throws IOException {
    try (LogRecords records = LogRecords.of("io.parley.page");
        JsonWire ann = join("closing", "Ann");
        Wire bob = Wire.open(server.port(0), "/chat/closing")) {
      Map<String, Object> state =
          awaitState("?room=closing&find=JSON", seen -> members(seen).size() == 1);
      String id = (String) members(state).get(0).get("connection");
      Answer answer = close(id, "{\"reason\":\"floods the room\"}");
      assertThat(answer.status()).as(answer.content()).isEqualTo(204);
      assertThat(closed(ann)).isEqualTo("closed with 1008 floods the room");
      assertThat(records.lines())
          .contains("INFO operator 127.0.0.1 closed " + id + " 127.0.0.1 floods the room");
      awaitState("?room=closing", seen -> members(seen).size() == 1);
      assertThat(ask("GET", "/metrics").content()).contains("parley_operator_closes_total 1.0");
      assertThat(close(id, "{\"reason\":\"again\"}").status()).isEqualTo(404);
      bob.text("still here");
      assertThat(bob.read().text()).isEqualTo("data received");
    }
  }

  private static String closed(JsonWire wire) {
    while (true) {
      try {
        wire.read();
      } catch (IOException e) {
        return e.getMessage();
      }
    }
  }

  /** A close frame holds 123 bytes of reason (RFC 6455 5.5). */
  @Test
  void aLongReasonIsCutBetweenItsCharacters() throws IOException {
    try (JsonWire ann = join("cut", "Ann")) {
      String id =
          (String)
              members(awaitState("?room=cut", seen -> members(seen).size() == 1))
                  .get(0)
                  .get("connection");
      assertThat(close(id, "{\"reason\":\"" + "\u4f60".repeat(200) + "\"}").status())
          .isEqualTo(204);
      assertThat(closed(ann)).isEqualTo("closed with 1008 " + "\u4f60".repeat(41));
    }
  }

  @Test
  void noListIsLongerThanWasAskedFor() throws IOException {
    try (JsonWire ann = join("crowd", "Ann");
        JsonWire bob = join("crowd", "Bob");
        JsonWire eve = join("empty", "Eve")) {
      Map<String, Object> state =
          awaitState("?room=crowd&members=1&rooms=1", seen -> members(seen).size() == 1);
      assertThat(Json.object(state, "room")).containsEntry("more", true);
      assertThat(Json.objects(state, "largest")).hasSize(1);
      assertThat(members(state("?room=crowd&find=bOB")))
          .singleElement()
          .satisfies(member -> assertThat(member).containsEntry("name", "Bob"));
      assertThat(members(state("?room=crowd&find=nobody"))).isEmpty();
      assertThat(List.of(ann, bob, eve)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?rooms=0",
        "?rooms=501",
        "?rooms=x",
        "?members=-1",
        "?members=1000",
        "?members=1.5"
      })
  void aLimitThatIsNoneIsRefused(String query) throws IOException {
    assertThat(ask("GET", "/operator" + query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?room=%ff", "?room=..", "?room=a%20b", "?room=&find=%", "?room=nobody"})
  void aRoomThatIsNotThereIsNotDescribed(String query) throws IOException {
    assertThat(state(query)).doesNotContainKey("room");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|Content-Type: application/json",
        "403|Origin: http://evil.example;Content-Type: application/json",
        "403|Origin: null;Content-Type: application/json",
        "403|Origin: http://localhost:PORT;Sec-Fetch-Site: same-site;Content-Type: application/json",
        "403|Origin: http://localhost:PORT;Sec-Fetch-Site: cross-site;Content-Type: application/json",
        "415|Origin: http://localhost:PORT;Content-Type: text/plain",
        "415|Origin: http://localhost:PORT",
        "404|Origin: http://localhost:PORT;Content-Type: application/json"
      })
  void onlyThisServersOwnPageCloses(int status, String fields) throws IOException {
    String port = Integer.toString(server.port(0));
    String[] each = fields.replace("PORT", port).split(";");
    assertThat(close(NOBODY, "{\"reason\":\"x\"}", each).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"reason\":7}",
        "{\"reason\":\"\"}",
        "{\"reason\":\"  \"}",
        "{\"reason\":\"a\\nb\"}",
        "{\"reason\":\"a\\u202eb\"}",
        "{\"reason\":\"\\ud800\"}",
        "{\"reason\":\"x\"} {}"
      })
  void aReasonThatCannotBeSaidIsRefused(String body) throws IOException {
    assertThat(close(NOBODY, body).status()).isEqualTo(400);
  }

  @Test
  void tooMuchIsRefused() throws IOException {
    assertThat(close(NOBODY, "{\"reason\":\"" + "x".repeat(5_000) + "\"}").status()).isEqualTo(413);
  }

  @Test
  void eachResourceNamesItsMethods() throws IOException {
    assertThat(ask("PUT", "/operator").value("Allow")).isEqualTo("GET, HEAD");
    assertThat(ask("GET", "/operator/connections/" + NOBODY + "/close").value("Allow"))
        .isEqualTo("POST");
    assertThat(ask("DELETE", "/operator/connections/" + NOBODY).status()).isEqualTo(404);
    assertThat(ask("GET", "/operator/").status()).isEqualTo(404);
  }

  @Test
  void theDocumentNamesEveryMember() throws IOException {
    String document = Files.readString(Path.of("src/site/markdown/operating.md"));
    try (JsonWire ann = join("documented", "Ann")) {
      ann.ask("{\"type\":\"say\",\"text\":\"hi\"}");
      Map<String, Object> state =
          awaitState(
              "?room=documented",
              seen -> members(seen).stream().anyMatch(m -> m.containsKey("position")));
      TreeSet<String> names = new TreeSet<>(state.keySet());
      names.addAll(Json.object(state, "room").keySet());
      members(state).forEach(member -> names.addAll(member.keySet()));
      names.add("user");
      assertThat(names).allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }
  }
}
