package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media types, as RFC 9110 8.3.1 writes them. */
class MediaTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/html;charset=utf-8",
        "Text/HTML;Charset=\"utf-8\"",
        "text/html; charset=\"utf-8\"",
        "text/html \t;\t charset=utf-8",
        "application/vnd.api+json;ext=\"a\\\"b; c\";q=1",
        "a/b;",
        "a/b; ",
        "a/b;;c=d;",
        "!#$%&'*+-.^_`|~/9",
        "a/b;c=\"\"",
      })
  void aMediaTypeIsKeptAsItWasWritten(String text) {
    assertThat(MediaType.parse(text).orElseThrow().value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "text/",
        "/plain",
        "text/plain/x",
        " text/plain",
        "text/plain ",
        "text /plain",
        "text/pl ain",
        "text/plain charset=utf-8",
        "text/plain;charset",
        "text/plain;charset=",
        "text/plain;charset =utf-8",
        "text/plain;charset= utf-8",
        "text/plain;=utf-8",
        "text/plain;charset=\"utf-8",
        "text/plain;charset=\"a\"b",
        "text/plain;charset=\"\\\"",
        "text/plain,text/html",
        "text/pl\u00e4in",
        "text/plain;a=\"\u00e4\"",
        "text/plain\r\nX: y",
        "text/plain\n",
        "text/plain\u0000",
        "text/plain;a=\"\u007f\"",
      })
  void whatIsNoMediaTypeIsRefused(String text) {
    assertThat(MediaType.parse(text)).isEmpty();
    assertThatThrownBy(() -> new MediaType(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a media type");
  }

  @Test
  void aMediaTypeHasAtMost255Characters() {
    assertThat(MediaType.parse("a/" + "b".repeat(253))).isPresent();
    assertThat(MediaType.parse("a/" + "b".repeat(254))).isEmpty();
  }

  @Test
  void thePatternNeedsNoTimeForSpacesWithoutEnd() {
    String nasty = "a/b" + ";  ".repeat(80) + "x";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(MediaType.parse(nasty)).isEmpty());
  }

  @Test
  void aPayloadHasADefault() {
    assertThat(MediaType.of(Payload.text(""))).hasToString("text/plain;charset=utf-8");
    assertThat(MediaType.of(Payload.binary(new byte[0]))).hasToString("application/octet-stream");
    assertThat(MediaType.JSON).hasToString("application/json");
  }
}
