package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedded server refuses while it reads is explained like every other refusal. */
class UnreadRequestIT {
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();
  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  private static Answer ask(String request) throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      Answer answer = client.ask(request);
      assertThat(client.isAtEnd()).isTrue();
      return answer;
    }
  }

  private static String get(String path) throws IOException {
    String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    return ask(head).content();
  }

  private static String attempt() {
    return "attempt-of-a-bad-head-%06d".formatted(ATTEMPTS.incrementAndGet());
  }

  private static long counted(String code) throws IOException {
    String line = "parley_handshakes_total{code=\"" + code + "\"} ";
    return get("/metrics")
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToLong(each -> (long) Double.parseDouble(each.substring(line.length())))
        .findAny()
        .orElse(0);
  }

  /** From RFC 6585 5, RFC 9110 15.5.15, RFC 9110 10.1.1, RFC 9112 3, RFC 9112 5, RFC 9112 6.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Cookie: {long} ! 431 ! header-too-large ! Cookie",
        "X-Some: x|Cookie: {long}|X: y ! 431 ! header-too-large ! Cookie",
        "Cookie : a=secret ! 400 ! field-malformed ! Cookie :",
        "X: 1| folded ! 400 ! field-malformed !",
        "X: a\\0b ! 400 ! field-malformed ! X:",
        "X: a\\x01b ! 400 ! field-malformed ! X:",
        "nocolon ! 400 ! field-malformed ! nocolon",
        "Bad Name: x ! 400 ! field-malformed ! Bad",
        "Content-Length: 0|Content-Length: 0 ! 400 ! content-length-ambiguous !",
        "Content-Length: 1|Content-Length: 2 ! 400 ! content-length-ambiguous !",
        "Content-Length: x ! 400 ! content-length-ambiguous !",
        "Content-Length: 4|Transfer-Encoding: chunked ! 400 ! content-length-ambiguous !",
        "Transfer-Encoding: chunked|Content-Length: 4 ! 400 ! content-length-ambiguous !",
        "Transfer-Encoding: chunked, gzip ! 400 ! content-length-ambiguous !",
        "Transfer-Encoding: gzip ! 400 ! content-length-ambiguous !",
        "Expect: magic ! 417 ! expectation-unknown !",
      })
  void aBadFieldIsExplained(String lines, int status, String code, String saw) throws IOException {
    String attempt = attempt();
    String head =
        "GET /page/look.css?attempt=" + attempt + " HTTP/1.1\r\nHost: localhost\r\n" + lines(lines);
    check(ask(head + "\r\n\r\n"), attempt, status, code, saw == null ? "" : saw);
  }

  private static String lines(String lines) {
    return lines
        .replace("|", "\r\n")
        .replace("\\0", "\0")
        .replace("\\x01", "\u0001")
        .replace("{long}", "x".repeat(20_000));
  }

  private static void check(Answer answer, String attempt, int status, String code, String saw)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.values("Content-Type")).containsExactly("application/problem+json");
    assertThat(answer.values("Connection")).containsExactly("close");
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.value("Sec-WebSocket-Version")).isEqualTo(status == 400 ? "13" : "");
    assertThat(Json.object(answer.content()))
        .containsEntry("code", code)
        .containsEntry("status", (long) status)
        .containsKeys("detail", "clause", "advice", "handshake");
    assertThat(answer.content()).doesNotContain("secret");
    String kept = get("/handshakes/" + attempt);
    assertThat(kept)
        .contains("\"code\":\"" + code + "\"", "\"saw\":\"" + saw)
        .doesNotContain("secret")
        .hasSizeLessThan(4_000);
    assertThat(counted(code)).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "GET /?attempt={id} ! 400 ! http-version-old",
        "GET /{long}?attempt={id} HTTP/1.1 ! 414 ! target-too-long",
        "GET /?attempt={id} HTTP/2.0 ! 400 ! request-malformed",
        "GET /?attempt={id} HTTP/1.11 ! 400 ! request-malformed",
        "GET /?attempt={id} http/1.1 ! 400 ! request-malformed",
        "G{T /?attempt={id} HTTP/1.1 ! 400 ! request-malformed",
        "GET /%zz?attempt={id} HTTP/1.1 ! 400 ! request-malformed",
        "GET /a b?attempt={id} HTTP/1.1 ! 400 ! request-malformed",
      })
  void aBadRequestLineIsExplained(String line, int status, String code) throws IOException {
    String attempt = attempt();
    long before = counted(code);
    Answer answer = ask(lines(line).replace("{id}", attempt) + "\r\nHost: localhost\r\n\r\n");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(Json.object(answer.content())).containsEntry("code", code);
    assertThat(counted(code)).isEqualTo(before + 1);
    assertThat(get("/handshakes"))
        .contains((String) Json.object(answer.content()).get("handshake"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "GET / HTTP/1.1~ ! The request line ends in a space.",
        "GET\\t/ HTTP/1.1 ! A tab stands in the request line, where one space separates its words.",
        "GET /\\tHTTP/1.1 ! A tab stands in the request line, where one space separates its words.",
        "GET //chat HTTP/1.1 ! The path has an empty segment: two slashes in a row.",
        "GET /page//look.css HTTP/1.1 ! The path has an empty segment: two slashes in a row.",
        "GET /page%2Flook.css HTTP/1.1 ! The path has an encoded slash (%2F).",
      })
  void whatIsWrongInTheRequestLineIsNamed(String line, String detail) throws IOException {
    String start = line.replace("~", " ").replace("\\t", "\t");
    Answer answer = ask(start + "\r\nHost: localhost\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(Json.object(answer.content()))
        .containsEntry("code", "request-malformed")
        .containsEntry("detail", detail);
  }

  /** RFC 9112 2.2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\n",
        "GET / HTTP/1.1\nHost: localhost\nConnection: close\n\n",
      })
  void anLfAloneEndsALine(String head) throws IOException {
    assertThat(ask(head).status()).isEqualTo(200);
  }

  /** The end of its lines is not what is wrong with it. */
  @Test
  void aHeadOfSuchLinesIsExplainedLikeAnyOther() throws IOException {
    Answer answer = ask("GET / HTTP/1.1\nHost: localhost\nnocolon\n\n");
    assertThat(Json.object(answer.content())).containsEntry("detail", "A field has no colon.");
  }

  @Test
  void tlsOnAPlainPortIsNamed() throws IOException {
    Answer answer = ask("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003");
    assertThat(Json.object(answer.content()))
        .containsEntry(
            "detail", "It looks like TLS, which this port does not speak: use http or ws.");
  }

  @Test
  void aHeadIsReadUpToItsLimit() throws Exception {
    try (RunningParley wide = RunningParley.start("--port", "0", "--max-header", "32768");
        RawClient client = new RawClient(wide.port(0))) {
      String head = "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + "x".repeat(30_000);
      assertThat(client.ask(head + "\r\n\r\n").status()).isEqualTo(200);
    }
  }

  /** RFC 5952: in the log, the journal and the pages. */
  @Test
  void thePeerOnIpv6HasTheShortFormOfItsAddress() throws IOException {
    String attempt = attempt();
    try (RawClient client =
        new RawClient(new Socket(InetAddress.getAllByName("::1")[0], parley.port(0)))) {
      client.ask("GET /echo?attempt=" + attempt + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    Map<String, Object> kept = Json.object(get("/handshakes/" + attempt));
    assertThat(kept).containsEntry("address", "::1");
  }
}
