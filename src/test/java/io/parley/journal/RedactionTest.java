package io.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.http.Headers;
import io.parley.http.Headers.Field;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

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
        "X-Amz-Security-Token"
      })
  void hidesTheValueOfAFieldThatIsNamedLikeASecret(String name) {
    Request request =
        Request.of("GET", "/", "HTTP/1.1", Headers.none().with(name, "s3cr3t").with("A", "b"));
    assertThat(request.fields())
        .containsExactly(new Field(name, "(redacted)"), new Field("A", "b"));
    assertThat(Reply.of(200, Headers.none().with(name, "s3cr3t")).fields())
        .containsExactly(new Field(name, "(redacted)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-WebSocket-Key", "Host", "Origin", "User-Agent", "Keep-Alive"})
  void leavesWhatAnExplanationNeeds(String name) {
    assertThat(Request.of("GET", "/", "HTTP/1.1", Headers.none().with(name, "value")).fields())
        .containsExactly(new Field(name, "value"));
  }

  @ParameterizedTest
  @CsvSource({
    "/chat, /chat",
    "/chat?room=tea, /chat?room=tea",
    "/chat?token=x&room=tea, /chat?token=(redacted)&room=tea",
    "/chat?room=tea&ACCESS_TOKEN=x, /chat?room=tea&ACCESS_TOKEN=(redacted)",
    "/chat?api_key=x&apikey=y&key=z, /chat?api_key=(redacted)&apikey=(redacted)&key=(redacted)",
    "/chat?password=a$1b, /chat?password=(redacted)",
    "/chat?x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, /chat?x=(redacted)",
    "/chat?eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln, /chat?(redacted)",
    "/chat?x=0123456789abcdef0123, /chat?x=(redacted)",
    "/chat?x=a-long-sentence-without-any-digit, /chat?x=a-long-sentence-without-any-digit",
    "/chat?a=b?token=c, /chat?a=b?token=c",
    "/chat?attempt=q5yJ0mXbT2W8sKfL3nVhRg, /chat?attempt=q5yJ0mXbT2W8sKfL3nVhRg",
    "/chat?attempt=eyJhbGciOi.JIUzI1NiJ9.eyJzdWIi, /chat?attempt=(redacted)",
    "http://ann:pw@host/chat, http://(redacted)@host/chat",
  })
  void hidesWhatLooksLikeATokenInATarget(String target, String shown) {
    assertThat(Redaction.target(target)).isEqualTo(shown);
  }

  @Test
  void hidesItInTheAddressOfThePageToo() {
    Headers headers = Headers.none().with("Referer", "https://a.example/?token=x");
    assertThat(Request.of("GET", "/", "HTTP/1.1", headers).fields())
        .containsExactly(new Field("Referer", "https://a.example/?token=(redacted)"));
  }

  @Test
  void escapesAndCutsWhateverAPeerSent() {
    Headers headers = Headers.none().with("X\u202e", "\u0007</script>" + "x".repeat(8_192));
    Request request = Request.of("G\nT", "/" + "y".repeat(9_000), "H\u001b", headers);
    assertThat(request.method()).isEqualTo("G\\u000aT");
    assertThat(request.version()).isEqualTo("H\\u001b");
    assertThat(request.target()).hasSize(129).endsWith("…");
    assertThat(request.fields().get(0).name()).isEqualTo("X\\u202e");
    assertThat(request.fields().get(0).value()).hasSize(129).startsWith("\\u0007</script>xx");
  }

  @Test
  void countsTheFieldsThatItLeavesOut() {
    Headers many = Headers.of(Collections.nCopies(1_000, new Field("a", "b")));
    Request request = Request.of("GET", "/", "HTTP/1.1", many);
    assertThat(request.fields()).hasSize(64);
    assertThat(request.omitted()).isEqualTo(936);
  }
}
