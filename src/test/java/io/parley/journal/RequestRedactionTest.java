package io.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRedactionTest {
  private static final RequestRedaction SERVER =
      new RequestRedaction(Set.of("my.protocol"), Set.of("chat", "live"), "", false);

  private static Field shown(String name, String value) {
    return RecordedRequest.of("GET", "/", "HTTP/1.1", Headers.none().with(name, value), SERVER)
        .fields()
        .get(0);
  }

  /** A key would take the place of what most clients send. */
  @Test
  void sharesAmongRecordsWhatIsSentAgainButNoKey() {
    assertThat(shown("Upgrade", "websocket")).isSameAs(shown("Upgrade", "websocket"));
    String key = "dGhlIHNhbXBsZSBub25jZQ==";
    assertThat(shown("sec-websocket-key", key)).isNotSameAs(shown("sec-websocket-key", key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cookie",
        "cookie",
        "Set-Cookie",
        "Authorization",
        "PROXY-AUTHORIZATION",
        "X-Auth-Token",
        "X-Api-Key",
        "X-CSRF-Token",
        "X-Amz-Security-Token",
        "X-Forwarded-Uri",
        "X-Original-URL",
        "X-Amzn-Oidc-Data",
        "Ocp-Apim-Subscription-Key",
        "X-Goog-IAP-JWT-Assertion",
        "Referer",
        "From",
        "Keep-Alive",
        "Sec-WebSocket-Accept",
        "A"
      })
  void tellsOfAnUnknownFieldOnlyHowLongItIs(String name) {
    assertThat(shown(name, "s3cr3t")).isEqualTo(new Field(name, "(6 characters)"));
    assertThat(RecordedResponse.of(200, Headers.none().with(name, "s3cr3t")).fields())
        .containsExactly(
            name.equals("Sec-WebSocket-Accept")
                ? new Field(name, "s3cr3t")
                : new Field(name, "(6 characters)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sec-WebSocket-Key|dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version|13",
        "Sec-WebSocket-Protocol|my.protocol, graphql-transport-ws, v12.stomp",
        "Sec-WebSocket-Extensions|permessage-deflate; client_max_window_bits=15",
        "Host|[::1]:8080",
        "Origin|https://chat.example:8443",
        "Upgrade|websocket",
        "Connection|keep-alive, Upgrade",
        "Accept|text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Encoding|gzip, deflate, br, zstd",
        "Accept-Language|zh-Hant-TW,zh;q=0.9,en-US",
        "Cache-Control|no-cache, max-age=0",
        "Pragma|no-cache",
        "Sec-Fetch-Site|same-origin",
        "Sec-Fetch-Mode|websocket",
        "Content-Length|12",
        "Forwarded|for=\"[2001:db8::1]:4711\";proto=https, for=192.0.2.60",
        "X-Forwarded-For|203.0.113.5, 10.0.0.1",
        "X-Forwarded-Proto|https",
        "User-Agent|Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0.0.0",
      })
  void leavesWhatAnExplanationNeeds(String name, String value) {
    assertThat(shown(name, value)).isEqualTo(new Field(name, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sec-WebSocket-Protocol|my.protocol, bearer, t0ken|my.protocol, bearer, (5 characters)",
        "Sec-WebSocket-Protocol|base64url.bearer.authorization.k8s.io.dDBrZW4|(45 characters)",
        "Sec-WebSocket-Protocol|quarkus-http-upgrade#Authorization#Bearer#t0ken|(47 characters)",
        "Sec-WebSocket-Version|t0ken|(5 characters)",
        "Sec-WebSocket-Key|t0ken|(5 characters)",
        "Sec-WebSocket-Extensions|foo; t0ken=t0ken|(3 characters); (5 characters)=(5 characters)",
        "Host|ann:t0ken@chat.example|(9 characters)@chat.example",
        "Origin|https://ann:t0ken@a.example|https://(19 characters)",
        "Origin|https://a.example/?t0ken|https://a.example(7 characters)",
        "Connection|Upgrade, t0ken|Upgrade, (5 characters)",
        "User-Agent|Mozilla/5.0 (X11; key c4n4ry-7Hq2Zr9Tx) App/eyJhbGciOiJIUzI1NiJ9.eyJzdWIi|"
            + "Mozilla/5.0 (X11; key (16 characters)) (33 characters)",
        "Forwarded|for=_t0ken;host=t0ken.example|for=(6 characters);host=(13 characters)",
        "X-Forwarded-For|t0ken, 10.0.0.1|(5 characters), 10.0.0.1",
        "X-Forwarded-Host|t0ken.example|(13 characters)",
        "Accept-Language|t0ken|(5 characters)",
        "Via|1.1 t0ken|1.1 (5 characters)",
      })
  void hidesTheWordsOfAKnownFieldThatNobodyKnows(String name, String value, String expected) {
    assertThat(shown(name, value)).isEqualTo(new Field(name, expected));
    String lower = name.toLowerCase(Locale.ROOT);
    assertThat(shown(lower, value)).isEqualTo(new Field(lower, expected));
  }

  @ParameterizedTest
  @CsvSource({
    "/chat, /chat",
    "/Chat/, /Chat/",
    "/chat?room=tea, /chat?room=(3 characters)",
    "/chat?pass=a&pin=1&otp=2, /chat?pass=(1 character)&pin=(1 character)&otp=(1 character)",
    "/chat?private_key=a$1b, /chat?private_key=(4 characters)",
    "/chat?to%6ben=x, /chat?(7 characters)=(1 character)",
    "/chat?room=a;token=x, /chat?room=(9 characters)",
    "/chat?s3cr3t, /chat?(6 characters)",
    "/chat?s3cr3t=1, /chat?(6 characters)=(1 character)",
    "/chat?a=b?token=c, /chat?a=(9 characters)",
    "/chat?by-keyboard&myFilter=x, /chat?by-keyboard&myFilter=(1 character)",
    "/chat?hunter2&1234=x, /chat?(7 characters)&(4 characters)=(1 character)",
    "/chat?correcthorsebatterystaple, /chat?(25 characters)",
    "/chat?, /chat?",
    "/chat?&, /chat?&",
    "/chat#s3cr3t?x=y, /chat#(10 characters)",
    "/chat;token=s3cr3t, /(17 characters)",
    "/s3cr3t/chat, /(6 characters)/chat",
    "/chat/tea, /chat/(3 characters)",
    "/chat?attempt=q5yJ0mXbT2W8sKfL3nVhRg, /chat?attempt=q5yJ0mXbT2W8sKfL3nVhRg",
    "/chat?attempt=q5yJ0mXbT2W8sKfL3nVhRg&attempt=eyJhbGciOiJIUzI1NiJ9xx,"
        + " /chat?attempt=q5yJ0mXbT2W8sKfL3nVhRg&attempt=(22 characters)",
    "/chat?attempt=eyJhbGciOi.JIUzI1NiJ9.eyJzdWIi, /chat?attempt=(30 characters)",
    "http://ann:pw@host/chat?x, http://(6 characters)@host/chat?x",
    "s3cr3t://host/, (6 characters)://host/",
    "*, (1 character)",
    "host:443, (8 characters)",
  })
  void showsOfATargetTheServersOwnWordsAndTheAttempt(String target, String shown) {
    assertThat(SERVER.target(target)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "/live/tea, /live/tea",
    "/live/room-42, /live/room-42",
    "/live/myRoom, /live/myRoom",
    "/live/%E8%8C%B6%E5%AE%A4, /live/%E8%8C%B6%E5%AE%A4",
    "/live/c2VjcmV0LXRva2Vu, /live/(16 characters)",
    "/live/550e8400-e29b-41d4-a716-446655440000, /live/(36 characters)",
    "/live/correcthorsebatterystaple, /live/(25 characters)",
    "/live/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, /live/(41 characters)",
  })
  void showsTheVariableOfAnEndpointWhereItReadsLikeAName(String target, String shown) {
    assertThat(SERVER.at("", true).target(target)).isEqualTo(shown);
    assertThat(SERVER.at("/my-app", true).target("/my-app" + target)).isEqualTo("/my-app" + shown);
    assertThat(SERVER.at("", true).path(target)).isEqualTo(shown);
  }

  @Test
  void hidesANameOfAFieldThatReadsLikeAToken() {
    assertThat(shown("X-Request-ID", "1").name()).isEqualTo("X-Request-ID");
    assertThat(shown("X-B3-TraceId", "1").name()).isEqualTo("X-B3-TraceId");
    assertThat(shown("x9f86d081884c7d659a2f", "1").name()).isEqualTo("(21 characters)");
    assertThat(shown("X\u202e", "1").name()).isEqualTo("(2 characters)");
  }

  @Test
  void keepsAMethodAndAVersionThatNobodyKnowsToItself() {
    RecordedRequest recordedRequest =
        RecordedRequest.of("S3CR3T", "/", "S3CR3T/1.1", Headers.none(), SERVER);
    assertThat(recordedRequest.method()).isEqualTo("(6 characters)");
    assertThat(recordedRequest.version()).isEqualTo("(10 characters)");
  }

  @Test
  void escapesAndCutsWhateverAPeerSent() {
    Headers headers = Headers.none().with("Accept", "\u0007</script>" + "x, ".repeat(8_192));
    String target = "/" + "chat/".repeat(9_000);
    RecordedRequest recordedRequest =
        RecordedRequest.of("G\nT", target, "H\u001b", headers, SERVER);
    assertThat(recordedRequest.target()).hasSize(129).endsWith("…");
    assertThat(recordedRequest.fields().get(0).value()).hasSize(129).startsWith("(");
    assertThat(recordedRequest.toString())
        .doesNotContainPattern("\\p{Cc}")
        .doesNotContain("script");
  }

  @Test
  void countsTheFieldsThatItLeavesOut() {
    Headers many = Headers.of(Collections.nCopies(1_000, new Field("a", "b")));
    RecordedRequest recordedRequest = RecordedRequest.of("GET", "/", "HTTP/1.1", many);
    assertThat(recordedRequest.fields()).hasSize(64);
    assertThat(recordedRequest.omitted()).isEqualTo(936);
  }
}
