package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.Rooms;
import io.parley.tool.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileJsonTest {
  private static final int MAX_MESSAGE = 65_536;
  private static final String X65 = "x".repeat(65);

  private final Rooms rooms =
      new Rooms(
          DirectBroker.create(Defaults.memoryLimits()),
          new MemoryPresence(),
          Defaults.roomLimits());
  private final ParleyJson protocol = new ParleyJson(rooms, new JsonLimits(MAX_MESSAGE, 100));

  @AfterEach
  void close() {
    rooms.close();
  }

  private Client open() {
    Client client = new Client(protocol, "connection", "tea", Optional.empty());
    client.next();
    return client;
  }

  /** The one answer to what was sent. */
  private static Map<String, Object> ask(Client client, String message) {
    client.send(message);
    Map<String, Object> answer = Json.object(client.next());
    assertThat(client.got).isEmpty();
    return answer;
  }

  static Stream<String> malformed() {
    return Stream.of(
        "",
        " ",
        "\ufeff",
        "null",
        "true",
        "1",
        "\"join\"",
        "[]",
        "[{\"type\":\"who\"}]",
        "{",
        "}",
        "{\"type\"",
        "{\"type\":",
        "{\"type\":\"who\"",
        "{\"type\":\"who\"}}",
        "{\"type\":\"who\"} {\"type\":\"who\"}",
        "{\"type\":\"who\"}x",
        "{\"type\":\"who\",}",
        "{type:\"who\"}",
        "{'type':'who'}",
        "{\"type\":\"who\",\"type\":\"who\"}",
        "{\"type\":\"who\",\"room\":\"a\",\"room\":\"b\"}",
        "{\"type\":\"wh\no\"}",
        "{\"type\":\"who\\x\"}",
        "{\"type\":\"who\",\"x\":\"\\u12\"}",
        "{\"type\":\"who\",\"x\":01}",
        "{\"type\":\"who\",\"x\":+1}",
        "{\"type\":\"who\",\"x\":NaN}",
        "{\"type\":\"who\",\"x\":Infinity}",
        "{\"type\":\"who\",\"x\":.5}",
        "{\"type\":\"who\" /* note */}",
        "{\"type\":\"who\"} // note",
        "{\"type\":\"who\",\"x\":" + "[".repeat(33) + "]".repeat(33) + "}",
        "{\"type\":\"who\",\"x\":" + "{\"x\":".repeat(33) + "1" + "}".repeat(34),
        "[".repeat(60_000),
        "{\"x\":".repeat(10_000),
        "{\"type\":\"who\",\"x\":" + "9".repeat(101) + "}",
        "{\"type\":\"who\",\"" + "n".repeat(257) + "\":1}",
        "\u0000",
        "{\"type\":\"who\"}\u0000");
  }

  @ParameterizedTest
  @MethodSource
  void malformed(String message) {
    Client ann = open();
    assertThat(ask(ann, message)).containsEntry("code", "malformed").doesNotContainKey("ref");
    assertThat(ann.closes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ref\":\"r1\",\"type\":\"who\"",
        "{\"ref\":\"r1\",\"type\":\"who\",\"type\":\"who\"}",
        "{\"ref\":\"r1\"} x",
        "{\"ref\":\"r1\",\"x\":[1,2",
      })
  void aReferenceThatCouldBeReadComesBack(String message) {
    assertThat(ask(open(), message)).containsEntry("code", "malformed").containsEntry("ref", "r1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"\"}",
        "{\"type\":\"Join\"}",
        "{\"type\":\"welcome\"}",
        "{\"type\":null}",
        "{\"type\":1}",
        "{\"type\":[\"who\"]}",
        "{\"type\":\"\\ud800\"}",
        "{\"Type\":\"who\"}",
        "{\"type \":\"who\"}",
      })
  void anUnknownTypeIsSaidToBe(String message) {
    assertThat(ask(open(), message)).containsEntry("code", "unknown-type");
  }

  static Stream<Arguments> badFields() {
    return Stream.of(
        Arguments.of("ref", "{\"type\":\"who\",\"ref\":1}"),
        Arguments.of("ref", "{\"type\":\"who\",\"ref\":null}"),
        Arguments.of("ref", "{\"type\":\"who\",\"ref\":\"" + X65 + "\"}"),
        Arguments.of("ref", "{\"type\":\"who\",\"ref\":\"\\udc00\"}"),
        Arguments.of("room", "{\"type\":\"who\",\"room\":{}}"),
        Arguments.of("room", "{\"type\":\"who\",\"room\":\"\"}"),
        Arguments.of("room", "{\"type\":\"who\",\"room\":\"..\"}"),
        Arguments.of("room", "{\"type\":\"who\",\"room\":\"a b\"}"),
        Arguments.of("room", "{\"type\":\"who\",\"room\":\"a/b\"}"),
        Arguments.of("room", "{\"type\":\"who\",\"room\":\"\\u0000\"}"),
        Arguments.of("room", "{\"type\":\"who\",\"room\":\"" + X65 + "\"}"),
        Arguments.of("room", "{\"type\":\"join\",\"room\":\"\\ud83d\"}"),
        Arguments.of("name", "{\"type\":\"join\",\"name\":false}"),
        Arguments.of("name", "{\"type\":\"join\",\"name\":\"" + X65 + "\"}"),
        Arguments.of("name", "{\"type\":\"join\",\"name\":\"a\\nb\"}"),
        Arguments.of("name", "{\"type\":\"join\",\"name\":\"a\\u202eb\"}"),
        Arguments.of("name", "{\"type\":\"join\",\"name\":\"\\ud800\"}"),
        Arguments.of("after", "{\"type\":\"join\",\"after\":41}"),
        Arguments.of("after", "{\"type\":\"join\",\"after\":\"k3\"}"),
        Arguments.of("after", "{\"type\":\"join\",\"after\":\"k3:-1\"}"),
        Arguments.of("after", "{\"type\":\"join\",\"after\":\"k3:99999999999999999999\"}"),
        Arguments.of("after", "{\"type\":\"join\",\"after\":\":1\"}"),
        Arguments.of("resume", "{\"type\":\"join\",\"resume\":\"guess\"}"),
        Arguments.of("resume", "{\"type\":\"join\",\"resume\":[]}"),
        Arguments.of("text", "{\"type\":\"say\"}"),
        Arguments.of("text", "{\"type\":\"say\",\"text\":\"\"}"),
        Arguments.of("text", "{\"type\":\"say\",\"text\":{\"a\":1}}"),
        Arguments.of("text", "{\"type\":\"say\",\"text\":\"a\\ud800b\"}"),
        Arguments.of("text", "{\"type\":\"say\",\"text\":\"\\udc00\\ud800\"}"),
        Arguments.of("id", "{\"type\":\"say\",\"text\":\"a\",\"id\":\"\"}"),
        Arguments.of("id", "{\"type\":\"say\",\"text\":\"a\",\"id\":\"a/b\"}"),
        Arguments.of("id", "{\"type\":\"say\",\"text\":\"a\",\"id\":\"é\"}"),
        Arguments.of("id", "{\"type\":\"say\",\"text\":\"a\",\"id\":\"" + X65 + "\"}"),
        Arguments.of("id", "{\"type\":\"say\",\"text\":\"a\",\"id\":7}"),
        Arguments.of("before", "{\"type\":\"history\",\"before\":\"yesterday\"}"),
        Arguments.of("limit", "{\"type\":\"history\",\"limit\":0}"),
        Arguments.of("limit", "{\"type\":\"history\",\"limit\":-1}"),
        Arguments.of("limit", "{\"type\":\"history\",\"limit\":1.0}"),
        Arguments.of("limit", "{\"type\":\"history\",\"limit\":1e2}"),
        Arguments.of("limit", "{\"type\":\"history\",\"limit\":\"5\"}"),
        Arguments.of("limit", "{\"type\":\"history\",\"limit\":" + "9".repeat(30) + "}"));
  }

  @ParameterizedTest
  @MethodSource
  void badFields(String field, String message) {
    Client ann = open();
    assertThat(ask(ann, message)).containsEntry("code", "bad-field").containsEntry("field", field);
    assertThat(ann.closes).isEmpty();
  }

  @Test
  void whatIsUnknownIsIgnoredHoweverStrange() {
    Client ann = open();
    assertThat(
            ask(
                ann,
                "{\"x\":null,\"x\":[[{\"x\":1e999}]],\"type\":\"join\",\"\":{},\"\\u0000\":\"\\ud800\","
                    + "\"text\":7,\"deep\":"
                    + "[".repeat(32)
                    + "]".repeat(32)
                    + ",\"deeper\":"
                    + "{\"x\":".repeat(32)
                    + "1"
                    + "}".repeat(32)
                    + ",\"long\":"
                    + "9".repeat(100)
                    + "}"))
        .containsEntry("type", "joined");
  }

  @Test
  void aByteOrderMarkIsNamed() {
    assertThat(ask(open(), "\uFEFF{\"type\":\"who\"}"))
        .containsEntry("code", "malformed")
        .containsEntry(
            "message", "The message begins with a byte order mark (U+FEFF): leave it out.");
  }

  @Test
  void aReferenceOfSixtyFourCharactersComesBackWhateverTheyAre() {
    String ref = "\ud83d\ude00".repeat(62) + "\"\u0001";
    Client ann = open();
    assertThat(
            ask(
                ann,
                "{\"type\":\"join\",\"ref\":\"" + "\ud83d\ude00".repeat(62) + "\\\"\\u0001\"}"))
        .containsEntry("ref", ref);
  }

  @Test
  void aTextComesOutAsItWentIn() {
    Client ann = open();
    Client bob = open();
    ask(ann, "{\"type\":\"join\"}");
    bob.send("{\"type\":\"join\"}");
    bob.next();
    ann.got.clear();
    ask(
        ann,
        "{\"type\":\"say\",\"text\":\"\\u0000 \\u2028 \\ud83d\\ude00 </script> \\\\ \\\" é\"}");
    assertThat(Json.object(bob.next()))
        .containsEntry("text", "\u0000 \u2028 \ud83d\ude00 </script> \\ \" é");
  }

  @Test
  void aTextOfTheLargestMessageIsTaken() {
    Client ann = open();
    ask(ann, "{\"type\":\"join\"}");
    String head = "{\"type\":\"say\",\"text\":\"";
    String text = "x".repeat(MAX_MESSAGE - head.length() - 2);
    assertThat(ask(ann, head + text + "\"}")).containsEntry("type", "said");
  }

  /** Valid requests, cut up and put together by chance: never a fault, always one answer. */
  @Test
  void noChanceEndsAConnectionButByTwentyBadObjects() {
    long seed = 20_261_124;
    Random random = new Random(seed);
    List<String> seeds =
        List.of(
            "{\"type\":\"join\",\"ref\":\"1\",\"room\":\"tea\",\"name\":\"Ann\",\"after\":\"k3:41\"}",
            "{\"type\":\"join\",\"resume\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
            "{\"type\":\"say\",\"text\":\"hi \\ud83d\\ude00\",\"id\":\"c1\",\"ref\":\"2\"}",
            "{\"type\":\"history\",\"before\":\"k3:41\",\"limit\":50}",
            "{\"type\":\"who\",\"x\":[1,{\"y\":null}]}",
            "{\"type\":\"leave\"}");
    Set<String> expected = Set.of("POLICY 20 bad objects in a row");
    for (int round = 0; round < 300; round++) {
      Client client = open();
      for (int i = 0; i < 50 && client.closes.isEmpty(); i++) {
        String message = mutated(random, seeds);
        client.got.clear();
        client.send(message);
        client.awaitUntil(() -> !client.got.isEmpty());
        assertThat(client.got).as("seed %d: %s", seed, message).isNotEmpty();
        client.got.forEach(payload -> Json.object(((io.parley.chat.Payload.Text) payload).text()));
        assertThat(expected).as("seed %d: %s", seed, message).containsAll(client.closes);
      }
      client.cut();
    }
  }

  private static String mutated(Random random, List<String> seeds) {
    StringBuilder message = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(message.length() + 1);
      int end = Math.min(message.length(), at + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> message.delete(at, end);
        case 1 -> message.insert(at, "{}[]\",:\\0u\ud83d\u0000é-".charAt(random.nextInt(14)));
        case 2 -> message.insert(at, seeds.get(random.nextInt(seeds.size())));
        default -> message.replace(at, end, Integer.toString(random.nextInt()));
      }
    }
    return message.toString();
  }
}
