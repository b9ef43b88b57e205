package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EncodedTextsTest {
  private final EncodedTexts encodedTexts = new EncodedTexts();

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  @Test
  void givesEachSendABufferOfItsOwn() {
    String text = "héllo 你好";
    ByteBuffer first = encodedTexts.encoded(text);
    ByteBuffer second = encodedTexts.encoded(text);
    assertThat(text(first)).isEqualTo(text);
    assertThat(second.position()).isZero();
    assertThat(text(second)).isEqualTo(text);
  }

  /** Some of them share an index. */
  @Test
  void givesEachOfManyTextsItsOwnBytes() {
    List<String> texts = IntStream.range(0, 1_000).mapToObj(i -> "message " + i).toList();
    for (int member = 0; member < 3; member++) {
      for (String text : texts) {
        assertThat(text(encodedTexts.encoded(text))).isEqualTo(text);
      }
    }
  }

  @Test
  void encodesMostTextsOfADeliveryOnce() {
    List<String> texts = IntStream.range(0, 16).mapToObj(i -> "message " + i).toList();
    // A collection of garbage may come between; it does not each time.
    assertThat(IntStream.range(0, 100).anyMatch(attempt -> mostAreEncodedOnce(texts))).isTrue();
  }

  private boolean mostAreEncodedOnce(List<String> texts) {
    List<byte[]> first = texts.stream().map(text -> encodedTexts.encoded(text).array()).toList();
    long same =
        IntStream.range(0, texts.size())
            .filter(i -> encodedTexts.encoded(texts.get(i)).array() == first.get(i))
            .count();
    return same > texts.size() / 2;
  }
}
