package io.parley.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Position;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HintTest {
  private static final String EPOCH = "abcdefghij1230badcafe12";
  private static final String MESSAGE = "2:id25:t 5 4 3:ann3:Ann0:0:hello";

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void hasThePositionsOfItsMessages() {
    Hint hint = Hint.parse(bytes("parley/1 " + EPOCH + " 7 2\n" + MESSAGE + MESSAGE)).orElseThrow();
    assertThat(hint.first()).isEqualTo(7);
    assertThat(hint.last()).isEqualTo(new Position(EPOCH, 8));
    assertThat(hint.epoch()).isEqualTo(new LogEpoch("abcdefghij123", "0badcafe", 12));
    assertThat(hint.messages()).hasSize(2);
  }

  @TestFactory
  Stream<DynamicTest> isNothingElse() {
    return Stream.of(
            "",
            "garbage",
            "parley/1",
            "parley/1 " + EPOCH + " 7 2\n" + MESSAGE,
            "parley/1 " + EPOCH + " 7 1\n" + MESSAGE + "x",
            "parley/1 " + EPOCH + " 7 0\n",
            "parley/1 " + EPOCH + " 0 1\n" + MESSAGE,
            "parley/1 " + EPOCH + " 7 101\n" + MESSAGE.repeat(101),
            "parley/1 short 7 1\n" + MESSAGE,
            "parley/1 " + "x".repeat(1_000) + " 7 1\n" + MESSAGE,
            "parley/2 " + EPOCH + " 7 1\n" + MESSAGE,
            "parley/1 " + EPOCH + " 7 1\n2:id9999999999:t",
            "parley/1 " + EPOCH + " 7 1\n2:id3:abc")
        .map(
            payload ->
                DynamicTest.dynamicTest(
                    "'" + payload + "'", () -> assertThat(Hint.parse(bytes(payload))).isEmpty()));
  }

  @Test
  void neverThrowsWhereverItIsCut() {
    byte[] whole = bytes("parley/1 " + EPOCH + " 7 1\n" + MESSAGE);
    for (int length = 0; length < whole.length; length++) {
      assertThat(Hint.parse(Arrays.copyOf(whole, length))).isEmpty();
    }
  }

  @Test
  void knowsThatOfAnotherVersion() {
    assertThat(Hint.isOfOtherVersion(bytes("parley/2 what ever"))).isTrue();
    assertThat(Hint.isOfOtherVersion(bytes("parley/10 what ever"))).isTrue();
    assertThat(Hint.isOfOtherVersion(bytes("parley/1 " + EPOCH))).isFalse();
    assertThat(Hint.isOfOtherVersion(bytes("garbage"))).isFalse();
    assertThat(Hint.isOfOtherVersion(bytes(""))).isFalse();
  }
}
