package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.HeadFault.Kind;
import io.parley.http.Headers.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawHeadTest {
  private static final String START = "GET / HTTP/1.1|";

  /** Lines end at {@code |}; {@code ~} is a space. */
  private static RawHead read(String text) {
    String head =
        text.replace("|", "\r\n")
            .replace("~", " ")
            .replace("\\n", "\n")
            .replace("\\r", "\r")
            .replace("\\0", "\0")
            .replace("\\t", "\t")
            .replace("\\x16", "\u0016\u0003\u0001")
            .replace("\\x01", "\u0001");
    return RawHead.parse(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** From RFC 9112 2.2, 3, RFC 9112 5, RFC 9112 6.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "GET| ! OLD_VERSION ! The request line names no version of HTTP.",
        "G{T~/~HTTP/1.1| ! REQUEST_LINE ! The method is no token.",
        "GET~/~http/1.1| ! REQUEST_LINE ! The version is not HTTP/1.1, or is not spelled so.",
        "GET~/~HTTP/1.11| ! REQUEST_LINE ! The version is not HTTP/1.1, or is not spelled so.",
        "PRI~*~HTTP/2.0| ! REQUEST_LINE ! This version of HTTP begins with another request line.",
        "GET~/a~b~HTTP/1.1| ! REQUEST_LINE ! The target has a space or a control character in it.",
        "~GET~/~HTTP/1.1| ! REQUEST_LINE ! The request begins with white space.",
        "\\x16 ! REQUEST_LINE ! It looks like TLS, which this port does not speak: use http or ws.",
        "GET~/~HTTP/1.1~| ! REQUEST_LINE ! The request line ends in a space.",
        "GET~/| ! OLD_VERSION ! The request line names no version of HTTP.",
        "GET\\t/~HTTP/1.1| ! REQUEST_LINE ! A tab stands in the request line, where one space separates its words.",
        "GET~/\\tHTTP/1.1| ! REQUEST_LINE ! A tab stands in the request line, where one space separates its words.",
        "GET~/~HTTP/1.1\\t| ! REQUEST_LINE ! A tab stands in the request line, where one space separates its words.",
        "GET~/\\0~HTTP/1.1| ! REQUEST_LINE ! A line has a NUL in it.",
        START
            + "Cookie~: a=b| ! FIELD_LINE ! White space stands between a field's name and its colon.",
        START
            + "Cookie\\t: a=b ! FIELD_LINE ! White space stands between a field's name and its colon.",
        START + "X: 1|~folded| ! FIELD_LINE ! A field is folded over more than one line.",
        START + "X: 1|\\tfolded ! FIELD_LINE ! A field is folded over more than one line.",
        START + "Bad Name: x| ! FIELD_LINE ! A field's name is no token.",
        START + ": x| ! FIELD_LINE ! A field has no name.",
        START + "nocolon| ! FIELD_LINE ! A field has no colon.",
        START + "X: a\\0b ! FIELD_LINE ! A line has a NUL in it.",
        START + "X: a\\x01b ! FIELD_LINE ! A line has a control character in it.",
        START + "X: a\\rb| ! FIELD_LINE ! A line has a CR that no LF follows.",
        "GET~/~HTTP/1.1\\nX: a\\nnocolon\\n ! FIELD_LINE ! A field has no colon.",
        START
            + "Content-Length: 1|Content-Length: 1| ! CONTENT_LENGTH ! Content-Length stands more than once.",
        START + "Content-Length: 1, 1| ! CONTENT_LENGTH ! Content-Length is no number of bytes.",
        START + "Content-Length: -1| ! CONTENT_LENGTH ! Content-Length is no number of bytes.",
        START
            + "content-length: 1|transfer-encoding: chunked| ! CONTENT_LENGTH ! Content-Length and Transfer-Encoding contradict each other.",
        START
            + "Transfer-Encoding: chunked, gzip| ! CONTENT_LENGTH ! Transfer-Encoding does not end in one chunked.",
        START
            + "Transfer-Encoding: chunked, Chunked| ! CONTENT_LENGTH ! Transfer-Encoding does not end in one chunked.",
        START
            + "Transfer-Encoding: gzip| ! CONTENT_LENGTH ! Transfer-Encoding does not end in one chunked.",
      })
  void saysWhatIsWrongFirst(String head, Kind kind, String detail) {
    HeadFault fault = read(head).fault().orElseThrow();
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "||",
        "GET",
        "GET~/a",
        "|" + START,
        START + "nocol",
        START + "X: a\\r",
        START + "Host: a|Transfer-Encoding: gzip, chunked|",
        START + "Content-Length: 5||~not a field",
        "GET~/~HTTP/1.1\\nHost: a\\n\\n",
      })
  void findsNothingWrongWithWhatIsOnlyCutOff(String head) {
    assertThat(read(head).fault()).isEmpty();
  }

  @Test
  void hasItsPartsAsFarAsTheyCame() {
    RawHead head =
        read("GET /a?b=c HTTP/1.1|Host: a|X: 1|\\tmore|Cookie : s=1|Authorization Bearer x:y|Sec");

    assertThat(List.of(head.method(), head.target(), head.protocol()))
        .containsExactly("GET", "/a?b=c", "HTTP/1.1");
    assertThat(head.headers().fields())
        .containsExactly(
            new Field("Host", "a"),
            new Field("X", "1 more"),
            new Field("Cookie", "s=1"),
            new Field("Authorization", "Bearer x:y"),
            new Field("Sec", ""));
    assertThat(read("GET /a b").target()).isEqualTo("/a b");
    assertThat(read("GET").method()).isEqualTo("GET");
  }

  /** A value may be a secret. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /?token=geheim x|",
        "GET /?token=geheim |",
        "GET\\t/?token=geheim HTTP/1.1|",
        "GET /?token=geheim",
        START + "Authorization Bearer geheim:geheim|",
        START + "Cookie : geheim|",
        START + "Cookie: a|~geheim|",
        START + "Cookie: geheim\\0|",
      })
  void neverShowsAValue(String head) {
    assertThat(read(head).fault().toString()).doesNotContain("geheim");
  }

  @Test
  void anyBytesAreOne() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) "GET / HTTP/1.1\r\n\r\n: \tX\0\u00ff".charAt(random.nextInt(24));
      }
      assertThat(RawHead.parse(bytes)).isNotNull();
    }
  }
}
