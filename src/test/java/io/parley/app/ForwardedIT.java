package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trusted proxy that ends TLS on port 443 passes on. Fields are separated by {@code |}. */
class ForwardedIT {
  private static final String TOKEN = "a-token-of-24-characters";
  private static final String ORDER =
      "{\"method\":\"GET\",\"path\":\"/echo\",\"version\":\"HTTP/1.1\",\"fields\":[\"Host: a\"]}";
  private static final String ATTEMPT =
      "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
          + "|Sec-WebSocket-Version: 13|";
  @TempDir private static Path folder;
  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    parley =
        RunningParley.start(
            "--port",
            "0",
            "--trusted-proxy",
            "127.0.0.1",
            "--allow-host",
            "public.example",
            "--operator-token-file",
            token.toString());
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  private static Answer ask(String start, String fields, String content) throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      return client.ask(
          start + " HTTP/1.1\r\n" + fields.replace("|", "\r\n") + "\r\n\r\n" + content);
    }
  }

  private static Answer attempt(String fields) throws IOException {
    return ask("GET /echo", ATTEMPT + fields, "");
  }

  private static Answer order(String fields) throws IOException {
    String more =
        "|Content-Type: application/json|Authorization: Bearer " + TOKEN + "|Content-Length: ";
    return ask("POST /lab", fields + more + ORDER.length(), ORDER);
  }

  /** RFC 7239 4 and 5, and the usual forms of the older fields. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: public.example|X-Forwarded-Proto: https",
        "Host: public.example|X-Forwarded-Proto: HTTPS",
        "Host: public.example|X-Forwarded-Proto: https, https",
        "Host: public.example|X-Forwarded-Proto: https,http",
        "Host: public.example|X-Forwarded-Proto: https|X-Forwarded-Proto: http",
        "Host: public.example|X-Forwarded-Proto: http|X-Forwarded-Proto: https",
        "Host: public.example|X-Forwarded-Proto: https,",
        "Host: public.example|X-Forwarded-Proto: wss",
        "Host: public.example|X-Forwarded-Proto: https|X-Forwarded-For: 192.0.2.1",
        "Host: public.example|X-Forwarded-Proto: https, http"
            + "|X-Forwarded-For: 192.0.2.1, 127.0.0.1",
        "Host: public.example:443|X-Forwarded-Proto: https",
        "Host: PUBLIC.example|X-Forwarded-Proto: https",
        "Host: public.example|Forwarded: proto=https",
        "Host: public.example|Forwarded: for=192.0.2.1;proto=https",
        "Host: public.example|Forwarded: for=192.0.2.1;proto=HTTPS;by=127.0.0.1",
        "Host: public.example",
        "Host: 127.0.0.1:8080|Forwarded: host=public.example;proto=https",
        "Host: 127.0.0.1:8080|Forwarded: for=192.0.2.1;host=\"public.example\";proto=https",
        "Host: 127.0.0.1:8080|Forwarded: for=192.0.2.1;host=\"public.example:443\";proto=https",
        "Host: 127.0.0.1:8080|Forwarded: for=192.0.2.1;host=public.example;proto=https,"
            + " for=127.0.0.1;host=inner.example;proto=http",
        "Host: public.example|X-Forwarded-Proto: https|X-Forwarded-Host: elsewhere.example"
      })
  void aPageOnPort443MayConnectAndAskTheLab(String fields) throws IOException {
    String origin = "|Origin: https://public.example";
    assertThat(attempt(fields + origin).status()).isEqualTo(101);
    assertThat(order(fields + origin).status()).isIn(200, 429);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Host: public.example|X-Forwarded-Proto: https ! http://public.example",
        "Host: public.example|X-Forwarded-Proto: https ! https://public.example:8443",
        "Host: public.example:8443|X-Forwarded-Proto: https ! https://public.example",
        "Host: public.example:80|X-Forwarded-Proto: https ! https://public.example",
        "Host: public.example|Forwarded: for=192.0.2.1;proto=https ! http://public.example",
        "Host: public.example|Forwarded: host=localhost;proto=https ! https://public.example",
        "Host: localhost|X-Forwarded-Host: public.example ! https://public.example",
        "Host: public.example ! https://elsewhere.example",
      })
  void aPageOfAnotherOriginMayNot(String fields, String origin) throws IOException {
    Answer answer = attempt(fields + "|Origin: " + origin);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(Json.object(answer.content())).containsEntry("code", "origin-not-allowed");
    assertThat(order(fields + "|Origin: " + origin).status()).isEqualTo(403);
  }

  @Test
  void theFindingNamesTheAuthorityWithThePortThatWasSentOrNone() throws IOException {
    List<List<String>> cases =
        List.of(
            List.of("Host: public.example|X-Forwarded-Proto: https", "public.example"),
            List.of("Host: public.example:80|X-Forwarded-Proto: https", "public.example:80"),
            List.of("Host: localhost|Forwarded: host=\"public.example:81\"", "public.example:81"));
    for (List<String> each : cases) {
      Answer answer = attempt(each.get(0) + "|Origin: https://elsewhere.example");
      assertThat(Json.object(answer.content()))
          .containsEntry(
              "detail",
              "Origin was \"https://elsewhere.example\", and the request went to \"%s\"."
                  .formatted(each.get(1)));
    }
  }

  /** Of the host that the proxy was asked for, Host may tell nothing. */
  @Test
  void theForwardedHostIsTheOneThatHasToBeServed() throws IOException {
    Answer answer = attempt("Host: localhost|Forwarded: host=elsewhere.example");
    assertThat(answer.status()).isEqualTo(421);
    assertThat(Json.object(answer.content()))
        .containsEntry("detail", "This server does not answer to \"elsewhere.example\".");
    assertThat(attempt("Host: localhost|Forwarded: host=\"a b\"").status()).isEqualTo(101);
  }

  @Test
  void thePolicyOfThePageNamesTheSocketsOfThePublicHost() throws IOException {
    Answer page = ask("GET /", "Host: public.example|X-Forwarded-Proto: https", "");
    assertThat(page.value("Content-Security-Policy"))
        .contains(" wss://public.example ")
        .doesNotContain("public.example:80 ", "public.example:443");
  }

  /** Anybody could make the server take a page of theirs for its own. */
  @Test
  void nobodyElseIsBelieved() throws Exception {
    try (RunningParley open = RunningParley.start("--port", "0", "--host", "0.0.0.0");
        RawClient client = new RawClient(open.port(0))) {
      String fields =
          "Host: localhost|Forwarded: host=public.example;proto=https|X-Forwarded-Proto: https"
              + "|Origin: https://public.example";
      String request = "GET /echo HTTP/1.1\r\n" + (ATTEMPT + fields).replace("|", "\r\n");
      assertThat(client.ask(request + "\r\n\r\n").status()).isEqualTo(403);
    }
  }
}
