package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MediaType;
import io.parley.chat.Message;
import io.parley.chat.MessageHeaders;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StreamEntryTest {
  private static final Message HELLO =
      new Message(
          "ann/1", "ann", "Ann", Payload.text("hello"), Instant.ofEpochMilli(1_763_942_400_123L));

  private static StreamEntry entry(String body) {
    return new StreamEntry("id".getBytes(UTF_8), body.getBytes(UTF_8));
  }

  @Test
  void isReadable() {
    assertThat(StreamEntry.of(HELLO).id()).isEqualTo("ann/1".getBytes(UTF_8));
    assertThat(new String(StreamEntry.of(HELLO).body(), UTF_8))
        .isEqualTo("t 1763942400123 4 3:ann3:Ann0:0:hello");
  }

  @TestFactory
  Stream<DynamicTest> givesBackWhatWasPutIn() {
    MessageHeaders headers = MessageHeaders.of(Map.of("a", "b:c"));
    return Stream.of(
            HELLO,
            new Message("", "ann", "", Payload.text(""), Instant.EPOCH),
            new Message("i\u0000d", "a\u0000b", "\uD83C\uDF75", Payload.text("é:3"), Instant.EPOCH),
            new Message(
                "1",
                "a",
                "b",
                Payload.binary(new byte[] {0, -1, 10}),
                Instant.EPOCH,
                MediaType.JSON,
                headers))
        .map(
            message ->
                DynamicTest.dynamicTest(
                    "'" + message.id() + "'",
                    () ->
                        assertThat(StreamEntry.of(message).message().orElseThrow())
                            .usingRecursiveComparison()
                            .isEqualTo(message)));
  }

  @Test
  void twoMessagesWithoutAnIdAreNotOne() {
    Message message = new Message("", "ann", "", Payload.text(""), Instant.EPOCH);
    assertThat(StreamEntry.of(message).id()).isNotEqualTo(StreamEntry.of(message).id());
  }

  @Test
  void skipsTheFieldsOfALaterVersion() {
    Message read = entry("t 5 6 3:ann3:Ann0:0:1:x0:hello").message().orElseThrow();
    assertThat(read.name()).isEqualTo("Ann");
    assertThat(((Payload.Text) read.payload()).text()).isEqualTo("hello");
  }

  @TestFactory
  Stream<DynamicTest> readsNothingElse() {
    return Stream.of(
            "",
            "t",
            "x 5 4 3:ann3:Ann0:0:hello",
            "t -5 4 3:ann3:Ann0:0:hello",
            "t 5 3 3:ann3:Ann0:hello",
            "t 5 99999 3:ann3:Ann0:0:hello",
            "t 253402300800000 4 3:ann3:Ann0:0:hello",
            "t 99999999999999999999 4 3:ann3:Ann0:0:hello",
            "t 5 4 3:an",
            "t 5 4 999999999:ann3:Ann0:0:hello",
            "t 5 4 :ann3:Ann0:0:hello",
            "t 5 4 +3:ann3:Ann0:0:hello",
            "t 5 4 3:ann3:Ann4:text0:hello",
            "t 5 4 3:ann3:Ann0:3:a:bhello",
            "t 5 4 3:ann3:Ann0:2:a\nhello",
            "t 5 4 3:ann3:Ann0:4: :b\nhello")
        .map(
            body ->
                DynamicTest.dynamicTest(
                    "'" + body + "'", () -> assertThat(entry(body).message()).isEmpty()));
  }

  @Test
  void readsNoTextThatIsNotUtf8() {
    byte[] body = "t 5 4 3:ann3:Ann0:0:hello".getBytes(UTF_8);
    body[body.length - 1] = (byte) 0xC3;
    assertThat(new StreamEntry(new byte[0], body).message()).isEmpty();
    byte[] id = {(byte) 0xFF};
    assertThat(new StreamEntry(id, StreamEntry.of(HELLO).body()).message()).isEmpty();
  }

  @Test
  void neverThrowsWhereverItIsCut() {
    byte[] body = StreamEntry.of(HELLO).body();
    for (int length = 0; length < body.length - 5; length++) {
      assertThat(new StreamEntry(new byte[0], Arrays.copyOf(body, length)).message()).isEmpty();
    }
  }

  @Test
  void ofAStreamHasThePositionThatItsIdAndItsGenerationSay() {
    StreamEntry entry = StreamEntry.of(HELLO);
    Map<String, byte[]> fields =
        Map.of("e", "0badcafe12".getBytes(UTF_8), "id", entry.id(), "m", entry.body());
    String name = "abcdefghij123";
    assertThat(StreamEntry.parse(name, "7-0", fields).orElseThrow().position())
        .isEqualTo(new Position("abcdefghij1230badcafe12", 7));
    for (String id : new String[] {"7-1", "7", "0-0", "-0", "18446744073709551615-0"}) {
      assertThat(StreamEntry.parse(name, id, fields)).isEmpty();
    }
    assertThat(StreamEntry.parse("short", "7-0", fields)).isEmpty();
    assertThat(StreamEntry.parse(name, "7-0", Map.of())).isEmpty();
  }
}
