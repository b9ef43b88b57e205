package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as a client gets them over a socket. */
class PagesIT {
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0", "--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html;charset=utf-8",
    "/page/look.css, text/css;charset=utf-8",
    "/page/chat.js, text/javascript;charset=utf-8",
    "/favicon.ico, image/vnd.microsoft.icon"
  })
  void aFileIsServedWithItsTypeAndEveryField(String target, String type) throws IOException {
    var answer = ask("GET", target);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Content-Type")).singleElement().satisfies(t -> isType(t, type));
    assertThat(answer.values("Last-Modified")).hasSize(1);
    assertThat(answer.content()).isNotEmpty();
    assertProtected(answer);
  }

  @Test
  void thePageIsTheChat() throws IOException {
    assertThat(ask("GET", "/").content())
        .startsWith("<!DOCTYPE html>")
        .contains("id=\"messageInput\"");
  }

  @Test
  void thePolicyNamesThisHostAndEveryConnector() throws IOException {
    var policy = ask("GET", "/").values("Content-Security-Policy").get(0);
    var connections = policy.replaceFirst(".*connect-src ", "").split(" ", -1);
    assertThat(Set.of(connections))
        .containsExactlyInAnyOrder(
            "'self'",
            "ws://localhost:" + server.port(0),
            "wss://localhost:" + server.port(0),
            "ws://localhost:" + server.port(1),
            "wss://localhost:" + server.port(1));
  }

  @Test
  void thereIsNoScriptOrStyleInThePage() throws IOException {
    assertThat(ask("GET", "/").content())
        .doesNotContainPattern("<script(?![^>]*src=)[^>]*>|<style|\\sstyle=|\\son[a-z]+=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/a/b/nothing", "/page/", "/404.html", "/WEB-INF/web.xml"})
  void whatIsNotThereIsASmallPageInBothLanguages(String target) throws IOException {
    var answer = ask("GET", target);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.values("Content-Type"))
        .singleElement()
        .satisfies(t -> isType(t, "text/html;charset=utf-8"));
    assertThat(answer.content())
        .contains("Nothing is here", "此處沒有內容", "href=\"/page/look.css\"")
        .doesNotContain("{base}");
    assertProtected(answer);
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/nothing, 404", "/favicon.ico, 200"})
  void headSaysTheSameWithoutABody(String target, int status) throws IOException {
    var head = ask("HEAD", target);
    var get = ask("GET", target);
    assertThat(head.status()).isEqualTo(status);
    assertThat(head.content()).isEmpty();
    for (var field : List.of("Content-Type", "Content-Length", "Content-Security-Policy")) {
      assertThat(head.values(field)).isEqualTo(get.values(field)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void aFileIsOnlyRead(String method) throws IOException {
    var answer = ask(method, "/");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.values("Allow")).containsExactly("GET, HEAD");
    assertProtected(answer);
  }

  @Test
  void anUnchangedPageIsNotSentAgain() throws IOException {
    var seen = ask("GET", "/").values("Last-Modified").get(0);
    var again = ask("GET", "/", "If-Modified-Since: " + seen);
    assertThat(again.status()).isEqualTo(304);
  }

  private static Answer ask(String method, String target, String... fields) throws IOException {
    try (var client = new RawClient(server.port(0))) {
      var host = "Host: localhost:" + server.port(0) + "\r\n";
      var more = Arrays.stream(fields).map(field -> field + "\r\n").collect(Collectors.joining());
      return client.ask(method + " " + target + " HTTP/1.1\r\n" + host + more + "\r\n");
    }
  }

  /** The space after the semicolon is the container's taste (RFC 9110 8.3.1). */
  private static void isType(String value, String type) {
    assertThat(value.replace("; ", ";")).isEqualToIgnoringCase(type);
  }

  private static void assertProtected(Answer answer) {
    assertThat(answer.values("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';");
    assertThat(answer.values("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.values("Referrer-Policy")).containsExactly("same-origin");
    assertThat(answer.values("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
    assertThat(answer.values("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
    assertThat(answer.values("Cache-Control")).containsExactly("no-cache");
  }
}
