package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's pages over a socket, from a server that gives nobody operator access. */
class OperatorPagesIT {
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0", "--host", "0.0.0.0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static Answer get(String target) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask(
          "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n".formatted(target, server.port(0)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/handshakes.html, text/html;charset=utf-8",
    "/lab.html, text/html;charset=utf-8",
    "/operator.html, text/html;charset=utf-8",
    "/page/console.js, text/javascript;charset=utf-8",
    "/page/console.css, text/css;charset=utf-8",
    "/page/handshakes.js, text/javascript;charset=utf-8",
    "/page/lab.js, text/javascript;charset=utf-8",
    "/page/operator.css, text/css;charset=utf-8"
  })
  void aFileIsServedWithItsTypeAndAStrictPolicy(String target, String type) throws IOException {
    Answer answer = get(target);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.value("Content-Type").replace("; ", ";")).isEqualToIgnoringCase(type);
    assertThat(answer.values("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';")
        .contains("form-action 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.values("Referrer-Policy")).containsExactly("same-origin");
    assertThat(answer.values("Cache-Control")).containsExactly("no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/handshakes.html", "/lab.html", "/operator.html"})
  void aPageHasNoScriptOrStyleInItAndLeadsToTheOthers(String target) throws IOException {
    assertThat(get(target).content())
        .doesNotContainPattern("<script(?![^>]*src=)[^>]*>|<style|\\sstyle=|\\son[a-z]+=")
        .contains(
            "href=\"./\"",
            "href=\"handshakes.html\"",
            "href=\"lab.html\"",
            "href=\"operator.html\"")
        .doesNotContain("http://", "https://");
  }

  @Test
  void theyAreThereWhereWhatTheyShowIsNot() throws IOException {
    assertThat(get("/handshakes").status()).isEqualTo(404);
    assertThat(get("/handshakes").value("Content-Type")).isEqualTo("application/problem+json");
    assertThat(get("/handshakes.html").status()).isEqualTo(200);
  }
}
