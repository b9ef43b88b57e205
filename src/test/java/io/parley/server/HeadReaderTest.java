package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
  private static final int MOST = 4_096;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsAHeadAndLeavesWhatFollows() {
    ByteBuffer buffer = bytes("GET /a?b HTTP/1.1\r\nHost: a\r\nx-Y:\t b, c \r\nZ:\r\n\r\nmore");
    assertThat(HeadReader.take(buffer, MOST))
        .contains(
            new RequestHead(
                "GET",
                "/a?b",
                "HTTP/1.1",
                List.of(Map.entry("Host", "a"), Map.entry("x-Y", "b, c"), Map.entry("Z", "")),
                true));
    assertThat(StandardCharsets.ISO_8859_1.decode(buffer).toString()).isEqualTo("more");
  }

  @Test
  void readsAHeadWithoutFields() {
    assertThat(HeadReader.take(bytes("GET / HTTP/1.1\r\n\r\n"), MOST))
        .contains(new RequestHead("GET", "/", "HTTP/1.1", List.of(), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r",
        "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        "\r\nGET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\n\n",
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\tb: c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost\r\nX: a\r\n\r\n",
        "GET / HTTP/1.1\r\n: a\r\n\r\n",
        "GET / HTTP/1.1\r\nH\u00f6st: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\u00e9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\u007f\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\n\r\n",
        "GET /\t HTTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET /  HTTP/1.1\r\n\r\n",
        " GET / HTTP/1.1\r\n\r\n",
        "GET /\r\n\r\n",
        "GET\r\nA: / HTTP/1.1\r\n\r\n",
        "GET /\r\nA: b HTTP/1.1\r\n\r\n"
      })
  void takesNothingElse(String text) {
    ByteBuffer buffer = bytes(text);
    assertThat(HeadReader.take(buffer, MOST)).isEmpty();
    assertThat(buffer.position()).isZero();
  }

  @Test
  void keepsItsLimit() {
    String head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(HeadReader.take(bytes(head), head.length())).isPresent();
    assertThat(HeadReader.take(bytes(head), head.length() - 1)).isEmpty();
  }
}
