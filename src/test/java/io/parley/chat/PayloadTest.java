package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "é", "茶", "𝒳", "a\ud800", "\udc00b", "\ud800\ud800\udc00", "߿ࠀ"})
  void textIsAsLongAsItsUtf8(String text) {
    assertThat(Payload.text(text).size()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void anyTextIsAsLongAsItsUtf8() {
    Random random = new Random(42);
    for (int i = 0; i < 10_000; i++) {
      String text =
          random
              .ints(random.nextInt(20), 0, 0x10000)
              .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
              .toString();
      assertThat(Payload.text(text).size()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void oneSendDoesNotMoveTheBufferOfAnother() {
    Payload.Binary binary = Payload.binary(new byte[] {1, 2, 3});
    ByteBuffer first = binary.buffer();
    first.get();
    assertThat(binary.buffer().remaining()).isEqualTo(3);
    assertThat(binary.size()).isEqualTo(3);
  }
}
