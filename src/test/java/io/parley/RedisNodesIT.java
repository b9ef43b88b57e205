package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real servers in processes of their own, and one Redis that keeps their rooms. */
class RedisNodesIT {
  @TempDir private Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private RedisServer redis;
  private int first;
  private int second;

  @BeforeEach
  void start() throws IOException {
    redis = RedisServer.start(folder, "appendonly yes");
    WarProcess one = node("one");
    WarProcess other = node("other");
    first = URI.create(one.line()).getPort();
    second = URI.create(other.line()).getPort();
  }

  private WarProcess node(String name) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    WarProcess node =
        WarProcess.start(own, own.resolve("err"), Map.of(), "--port", "0", "--redis", redis.url());
    opened.add(node);
    return node;
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    redis.close();
  }

  private JsonWire connect(int port) throws IOException {
    JsonWire wire = JsonWire.open(port, "/chat/tea");
    opened.add(wire);
    return wire;
  }

  private static String join(String name, String rest) {
    return "{'type':'join','room':'tea','name':'" + name + "'" + rest + "}";
  }

  private static String say(String text) {
    return "{'type':'say','room':'tea','text':'" + text + "'}";
  }

  private static Map<String, Object> next(JsonWire wire, String type) throws IOException {
    Map<String, Object> event = wire.read();
    assertThat(event).containsEntry("type", type);
    return event;
  }

  @Test
  void aRoomIsTheSameOnBoth() throws IOException {
    JsonWire ann = connect(first);
    JsonWire bob = connect(second);
    assertThat(ann.ask(join("Ann", ""))).containsEntry("type", "joined");
    assertThat(bob.ask(join("Bob", ""))).containsEntry("total", 2L);
    assertThat(next(ann, "arrived")).containsEntry("total", 2L);
    for (int i = 1; i <= 100; i++) {
      JsonWire speaker = i % 2 == 0 ? ann : bob;
      JsonWire listener = i % 2 == 0 ? bob : ann;
      Map<String, Object> said = speaker.ask(say("number " + i));
      assertThat(said).containsEntry("type", "said");
      assertThat(said.get("position")).asString().endsWith(":" + i);
      assertThat(next(listener, "message"))
          .containsEntry("text", "number " + i)
          .containsEntry("position", said.get("position"));
    }
    bob.ask("{'type':'leave','room':'tea'}");
    assertThat(next(ann, "departed")).containsEntry("total", 1L);
  }

  @Test
  void aMemberComesBackToTheOther() throws IOException {
    JsonWire ann = connect(first);
    Map<String, Object> bobsWelcome;
    ann.ask(join("Ann", ""));
    String secret;
    Object position;
    try (JsonWire bob = JsonWire.open(first, "/chat/tea", "127.0.0.1", "")) {
      bobsWelcome = bob.welcome();
      secret = String.valueOf(bobsWelcome.get("resume"));
      position = bob.ask(join("Bob", "")).get("position");
      next(ann, "arrived");
    }
    ann.ask(say("missed"));
    JsonWire back = connect(second);
    Map<String, Object> joined =
        back.ask(join("Bob", ",'resume':'" + secret + "','after':'" + position + "'"));
    assertThat(joined).containsEntry("total", 2L);
    assertThat(next(back, "message")).containsEntry("text", "missed");
    back.ask(say("here again"));
    assertThat(next(ann, "message"))
        .as("neither departed nor arrived")
        .containsEntry("text", "here again");
    assertThat(back.welcome().get("node")).isNotEqualTo(bobsWelcome.get("node"));
  }

  @Test
  void itSaysWhatAnAcknowledgementMeans() throws IOException {
    Object inWelcome = connect(first).welcome().get("acknowledged");
    assertThat(inWelcome).asString().contains("in the file of one Redis: a loss of power");
    Map<?, ?> check = (Map<?, ?>) ((List<?>) Json.object(ready()).get("checks")).get(0);
    assertThat(((Map<?, ?>) check.get("data")).get("acknowledged")).isEqualTo(inWelcome);
    assertThat(Files.readString(folder.resolve("one/err"))).contains(inWelcome.toString());
  }

  @Test
  void theOperatorOfOneRemovesAMemberFromBoth() throws IOException {
    JsonWire bob = connect(second);
    Object id = member(bob.ask(join("Bob", "")));
    long asked = System.nanoTime();
    try (RawClient operator = new RawClient(first)) {
      RawClient.Answer answer =
          operator.ask("DELETE /members/" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer.content()).isEqualTo("{\"closed\":0}");
    }
    assertThat(bob.closeFrame().code()).isEqualTo(1008);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
  }

  private static Object member(Map<String, Object> joined) {
    return ((Map<?, ?>) ((List<?>) joined.get("members")).get(0)).get("id");
  }

  @Test
  void theirLogsSayWhatMattersOfALostRedisAndNothingOfTheClientLibrary() throws IOException {
    JsonWire ann = connect(first);
    ann.ask(join("Ann", ""));
    redis.kill();
    redis.startAgain();
    ann.send(say("again"));
    assertThat(next(ann, "said").get("position")).asString().endsWith(":1");
    redis.call("CLIENT", "KILL", "TYPE", "pubsub");
    Until.isTrue("it is ready again", () -> ready().contains("UP"));
    for (String node : List.of("one", "other")) {
      String log = Files.readString(folder.resolve(node + "/err"));
      assertThat(log.lines())
          .allMatch(line -> line.matches("[-0-9]{10} [:.0-9]{12} (INFO|WARNING) io[.]parley[.].*"));
    }
  }

  private String ready() throws IOException {
    try (RawClient client = new RawClient(first)) {
      RawClient.Answer ready =
          client.ask("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(ready.status()).isEqualTo(200);
      return ready.content();
    }
  }
}
