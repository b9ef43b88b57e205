package io.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.Parsed.Malformed;
import io.parley.http.Parsed.Valid;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 5.6 and RFC 6455 9.1. */
class FieldGrammarTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soap|[soap]",
        "soap,wamp|[soap, wamp]",
        "'\tsoap ,  wamp '|[soap, wamp]",
        "',,soap, ,wamp,'|[soap, wamp]",
        "!#$%&'*+-.^_`|[!#$%&'*+-.^_`]",
        "''|[]",
        "', ,'|[]"
      })
  void readsListsOfTokens(String value, String elements) {
    assertThat(TokenList.parse(value).map(List::toString)).isEqualTo(new Valid<>(elements));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "so ap|at character 4 stands \"a\" instead of a comma",
        "soap;x|at character 5 stands \";\" instead of a comma",
        "\"soap\"|at character 1 stands \"\"\" instead of a token",
        "soap, @|at character 7 stands \"@\" instead of a token",
        "sü|at character 2 stands \"ü\" instead of a comma"
      })
  void saysWhereAListIsMalformed(String value, String why) {
    assertThat(TokenList.parse(value)).isEqualTo(new Malformed<List<String>>(why));
  }

  @Test
  void findsATokenAmongWhateverElse() {
    assertThat(TokenList.lists("\"q\", WebSocket ;", "websocket")).isFalse();
    assertThat(TokenList.lists("\"q\",\tWebSocket", "websocket")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|[a]",
        "a; b|[a; b]",
        "a;b=c|[a; b=c]",
        "a ; b = \"c\" , d|[a; b=c, d]",
        "a; b=\"\\c\"|[a; b=c]",
        ", a,, b,|[a, b]",
        "''|[]"
      })
  void readsListsOfExtensions(String value, String elements) {
    assertThat(Parameterized.parseList(value).map(List::toString)).isEqualTo(new Valid<>(elements));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a;|at character 3 the value ends instead of a token",
        "a;;b|at character 3 stands \";\" instead of a token",
        "a; =b|at character 4 stands \"=\" instead of a token",
        "a; b=|at character 6 the value ends instead of a token",
        "a; b=\"\"|at character 7 stands \"\"\" instead of a token",
        "a; b=\"c,d\"|at character 8 stands \",\" instead of a token's character",
        "a; b=\"c|at character 8 the value ends instead of a closing quote",
        "a b|at character 3 stands \"b\" instead of a comma or a semicolon",
        "a=b|at character 2 stands \"=\" instead of a comma or a semicolon"
      })
  void saysWhereAListOfExtensionsIsMalformed(String value, String why) {
    assertThat(Parameterized.parseList(value)).isEqualTo(new Malformed<List<Parameterized>>(why));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,localhost,-1",
    "LocalHost:8080,localhost,8080",
    "localhost:,localhost,-1",
    "[::1]:80,[::1],80",
    "192.0.2.1,192.0.2.1,-1",
    "a%20b,a%20b,-1"
  })
  void readsAuthorities(String text, String host, int port) {
    assertThat(Authority.parse(text)).isEqualTo(new Valid<>(new Authority(host, port)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "local host",
        "a/b",
        "user@host",
        "a:65536",
        "a:1:2",
        "a:-1",
        "::1",
        "[::1",
        "a%2",
        "ä",
        "a\u0000",
        "a,b:x"
      })
  void refusesWhatIsNoAuthority(String text) {
    assertThat(Authority.parse(text)).isInstanceOf(Malformed.class);
  }

  /** RFC 3986 3.2.2, with the bounds of {@link Authority}, but without what brackets hold. */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.]{2,45}]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}){1,255})"
              + "(?::([0-9]{0,32}))?");

  @Test
  void readsAuthoritiesAsTheirGrammarSays() {
    Random random = new Random(14);
    String[] pieces = {
      "a", "Z", "9", "0", ".", "-", "~", "=", "%", "%4", "%fF", ":", "[", "]", "::1"
    };
    int valid = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(7); length > 0; length--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      boolean grammatical = AUTHORITY.matcher(text).matches();
      Parsed<Authority> parsed = Authority.parse(text.toString());
      boolean noHost =
          parsed instanceof Malformed<Authority> malformed && malformed.why().contains("no host");
      assertThat(noHost).as(text.toString()).isEqualTo(!grammatical);
      valid += parsed.valid().isPresent() ? 1 : 0;
    }
    assertThat(valid).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @CsvSource({"255,true", "256,false"})
  void boundsNames(int length, boolean fits) {
    assertThat(Authority.parse("a".repeat(length)).valid().isPresent()).isEqualTo(fits);
    assertThat(Authority.parse("%41".repeat(length)).valid().isPresent()).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"a:65535,65535", "a:00000000000000000000000000000080,80"})
  void readsPortsWithZeros(String text, int port) {
    assertThat(Authority.parse(text).valid().orElseThrow().port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:0",
        "a:000",
        "a:99999999999999999999999999999999",
        "a:000000000000000000000000000000080"
      })
  void refusesPorts(String text) {
    assertThat(Authority.parse(text)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost,http://localhost,80",
    "http://localhost:80,http://localhost,80",
    "HTTPS://Example.com:443,https://example.com,443",
    "https://example.com:80,https://example.com:80,80",
    "http://[::1]:8080,http://[::1]:8080,8080",
    "chrome-extension://abc,chrome-extension://abc,-1"
  })
  void readsOrigins(String text, String canonical, int port) {
    Origin.Tuple origin = (Origin.Tuple) Origin.parse(text).valid().orElseThrow();
    assertThat(origin.toString()).isEqualTo(canonical);
    assertThat(origin.port()).isEqualTo(port);
  }

  @Test
  void readsTheOpaqueOrigin() {
    assertThat(Origin.parse("null")).isEqualTo(new Valid<Origin>(Origin.Opaque.NULL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NULL",
        "localhost",
        "//localhost",
        "http://",
        "http:/localhost",
        "http://a/",
        "http://a?b",
        "http://a http://b",
        "http://u@a",
        "1a://b",
        "http://*.a/",
        "http://a:b"
      })
  void refusesWhatIsNoOrigin(String text) {
    assertThat(Origin.parse(text)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/|[]",
        "/chat|[chat]",
        "/chat/|[chat, ]",
        "/chat/%E5%A4%A7|[chat, 大]",
        "/a%2Fb|[a/b]",
        "/a+b|[a+b]"
      })
  void decodesTheSegmentsOfAPath(String raw, String segments) {
    assertThat(RawTarget.segments(raw).map(List::toString)).contains(segments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chat",
        "/chat;x=1",
        "/..",
        "/a/./b",
        "/%2e%2E/b",
        "/大",
        "/a b",
        "/大",
        "/a b",
        "/%",
        "/%4",
        "/%zz",
        "/%FF",
        "/%C0%AF",
        "/%٣٣"
      })
  void takesNoPathThatNeedsAGuess(String raw) {
    assertThat(RawTarget.segments(raw)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = ' ',
      value = {
        "a=%E5%A4%A7&b a=%E5%A4%A7&b",
        "a=%FF a=%EF%BF%BD",
        "a=100% a=100%25",
        "a=%4 a=%254",
        "%zz%41 %25zz%41",
        "{1} %7B1%7D",
        "a[]=|^`\"<>\\ a%5B%5D=%7C%5E%60%22%3C%3E%5C",
        "%ED%A0%80 %EF%BF%BD",
        "%c3x %EF%BF%BDx",
        "\u2028é %E2%80%A8%C3%A9",
        "\ud800 %EF%BF%BD",
        "%00;?/:@!$'()*+,- %00;?/:@!$'()*+,-",
      })
  void writesAQueryInTheCharactersOfRfc3986(String raw, String encoded) {
    assertThat(PercentEncoding.query(raw)).isEqualTo(encoded);
    assertThat(PercentEncoding.query(encoded)).isEqualTo(encoded);
    assertThat(URI.create("http://h/?" + encoded).getRawQuery()).isEqualTo(encoded);
  }

  @Test
  void writesAPathInTheCharactersOfRfc3986() {
    assertThat(PercentEncoding.path("/a%20b/{c}/%5B?")).isEqualTo("/a%20b/%7Bc%7D/%5B%3F");
    assertThat(PercentEncoding.path("/plain/%C3%A9;v=1")).isEqualTo("/plain/%C3%A9;v=1");
  }

  @Test
  void readsTheParametersOfAnyQuery() {
    assertThat(QueryParameters.parse("a=1&b&a=%41+%zz&&=x&c=%FF="))
        .hasToString("{a=[1, A %zz], b=[], =[x], c=[\ufffd=]}");
    assertThat(QueryParameters.parse("")).isEmpty();
    assertThat(QueryParameters.parse("&&")).isEmpty();
  }

  @Test
  void escapesWhatAPersonShouldNotMeet() {
    assertThat(SafeText.of("plain 大廳 ü <b>")).isEqualTo("plain 大廳 ü <b>");
    assertThat(SafeText.of("a\u0000b\r\n")).isEqualTo("a\\u0000b\\u000d\\u000a");
    assertThat(SafeText.of("\u202etxt\u2028")).isEqualTo("\\u202etxt\\u2028");
    assertThat(SafeText.of("\ud800")).isEqualTo("\\ud800");
    assertThat(SafeText.of("\u001b[31m")).isEqualTo("\\u001b[31m");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(SafeText.of("x".repeat(SafeText.LIMIT))).isEqualTo("x".repeat(SafeText.LIMIT));
    assertThat(SafeText.of("x".repeat(8_192))).isEqualTo("x".repeat(SafeText.LIMIT) + "…");
    assertThat(SafeText.of("\u0000".repeat(8_192))).hasSizeLessThanOrEqualTo(SafeText.LIMIT + 1);
  }

  @Test
  void findsFieldsInAnyCaseAndKeepsTheirOrder() {
    Headers headers = Headers.none().with("Upgrade", "a").with("Host", "h").with("UPGRADE", "b");
    assertThat(headers.values("upgrade")).containsExactly("a", "b");
    assertThat(headers.joined("upgrade")).isEqualTo("a, b");
    assertThat(headers.first("host")).contains("h");
    assertThat(headers.has("origin")).isFalse();
  }
}
