package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of a message, and their bounds. */
class MessageHeadersTest {
  private static Map<String, String> many(int count, String value) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put("h" + (char) ('a' + i), value);
    }
    return values;
  }

  private static void assertRefused(Map<String, String> values, String message) {
    assertThatThrownBy(() -> MessageHeaders.of(values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void headersKeepTheirOrderAndAreACopy() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("z", "1");
    values.put("A", "");
    values.put("a", "x: \uD83C\uDF75");
    MessageHeaders headers = MessageHeaders.of(values);
    values.clear();
    assertThat(headers.asMap().keySet()).containsExactly("z", "A", "a");
    assertThat(headers.value("a")).contains("x: \uD83C\uDF75");
    assertThat(headers.value("Z")).isEmpty();
    assertThat(headers.size()).isEqualTo(3 + 1 + 7);
    assertThatThrownBy(() -> headers.asMap().put("b", ""))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theOrderBelongsToTheHeaders() {
    Map<String, String> reversed = new LinkedHashMap<>();
    reversed.put("hb", "x");
    reversed.put("ha", "x");
    assertThat(MessageHeaders.of(many(2, "x")))
        .isEqualTo(MessageHeaders.of(many(2, "x")))
        .isNotEqualTo(MessageHeaders.of(reversed));
    assertThat(MessageHeaders.of(Map.of())).isSameAs(MessageHeaders.NONE);
  }

  @Test
  void thereAreAtMost16() {
    assertThat(MessageHeaders.of(many(16, "")).asMap()).hasSize(16);
    assertRefused(many(17, ""), "too many headers");
  }

  @Test
  void aNameHasAtMost64Characters() {
    assertThat(MessageHeaders.of(Map.of("n".repeat(64), "")).size()).isEqualTo(64);
    assertRefused(Map.of("n".repeat(65), ""), "not a header's name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:b", "a\n", "\u00e4", "a\"", "a/b", "a\u0000"})
  void aNameIsAToken(String name) {
    assertRefused(Map.of(name, ""), "not a header's name");
  }

  @Test
  void aValueHasAtMost1024Characters() {
    assertThat(MessageHeaders.of(many(1, "v".repeat(1_024))).size()).isEqualTo(1_026);
    assertRefused(many(1, "v".repeat(1_025)), "header's value too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "a\rb", "\u0000", "\t", "\u007f", "\u0085", "\ud83c", "\udf75x"})
  void aValueHasNoControlCharacterAndNoHalfCharacter(String value) {
    assertRefused(many(1, value), "a control character or half a character in a header's value");
  }

  @Test
  void togetherTheyHaveAtMost4KiBInUtf8() {
    assertThat(MessageHeaders.of(many(4, "v".repeat(1_022))).size()).isEqualTo(4_096);
    assertRefused(many(5, "v".repeat(1_022)), "headers too long");
    assertThat(MessageHeaders.of(many(4, "\u00e9".repeat(511))).size()).isEqualTo(4_096);
    assertRefused(many(4, "\u00e9".repeat(512)), "headers too long");
  }

  @Test
  void aMessageCountsThemAndATypeThatIsNoDefault() {
    Payload payload = Payload.text("tea");
    Message plain = new Message("", "ann", "", payload, Instant.EPOCH);
    assertThat(plain.mediaType()).isEqualTo(MediaType.TEXT);
    assertThat(plain.headers()).isSameAs(MessageHeaders.NONE);
    assertThat(plain.size()).isEqualTo(3);
    assertThat(plain.heapSize()).isEqualTo(payload.heapSize());
    MessageHeaders headers = MessageHeaders.of(many(2, "\u00e9"));
    Message rich = new Message("", "ann", "", payload, Instant.EPOCH, MediaType.JSON, headers);
    assertThat(rich.size()).isEqualTo(3 + 16 + 2 * 4);
    assertThat(rich.heapSize()).isGreaterThanOrEqualTo(payload.heapSize() + 2 * (16 + 8));
  }
}
