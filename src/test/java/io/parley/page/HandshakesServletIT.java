package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Example;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a visitor learns about one handshake, and the operator about all of them. */
class HandshakesServletIT {
  private static final Path DOCUMENT = Path.of("src/site/markdown/handshakes-api.md");
  private static int attempts;
  private static RunningParley server;

  @BeforeAll
  static void start() throws Exception {
    server = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static String attempt() {
    return String.format("attempt-%016d", attempts++);
  }

  private static RawClient connect() throws IOException {
    return new RawClient(server.port(0));
  }

  private static String handshake(String target, String version, String... fields) {
    return "GET "
        + target
        + " HTTP/1.1\r\nHost: localhost:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: "
        + version
        + "\r\n"
        + Arrays.stream(fields).map(field -> field + "\r\n").collect(Collectors.joining())
        + "\r\n";
  }

  private static Answer get(String target, String... fields) throws IOException {
    try (RawClient client = connect()) {
      return client.ask(
          "GET "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + Arrays.stream(fields).map(field -> field + "\r\n").collect(Collectors.joining())
              + "\r\n");
    }
  }

  private static void refuse(String target, String... fields) throws IOException {
    try (RawClient client = connect()) {
      assertThat(client.ask(handshake(target, "25", fields)).status()).isEqualTo(400);
    }
  }

  private static Map<String, Object> explained(String attempt) throws IOException {
    Answer answer = get("/handshakes/" + attempt);
    assertThat(answer.status()).as(answer.content()).isEqualTo(200);
    return Json.object(answer.content());
  }

  @Test
  void aHandshakeIsExplainedAsTheDocumentSays() throws IOException {
    String target = "/echo?attempt=q5yJ0mXbT2W8sKfL3nVhRg";
    refuse(target, "Cookie: id=1");
    Answer answer = get("/handshakes/q5yJ0mXbT2W8sKfL3nVhRg");
    assertThat(answer.values("Content-Type")).containsExactly("application/json");
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.fields()).noneMatch(field -> field.startsWith("Access-Control-"));
    String example = Example.read(DOCUMENT, "{\"handshake\":");
    assertThat(Example.differences(Json.object(example), Json.object(answer.content()))).isEmpty();
  }

  @Test
  void aPageLearnsWhyItsConnectionFailedOnceItKnowsThatItFailed() throws IOException {
    String attempt = attempt();
    try (RawClient client = connect()) {
      client.send(handshake("/nowhere?attempt=" + attempt, "13")).answer();
      assertThat(Json.object(explained(attempt), "refusal")).containsEntry("code", "path-unknown");
    }
  }

  @Test
  void anAcceptedHandshakeSaysHowItsConnectionEnded() throws Exception {
    String attempt = attempt();
    try (RawClient client = connect()) {
      assertThat(client.ask(handshake("/echo?attempt=" + attempt, "13")).status()).isEqualTo(101);
      Map<String, Object> open = explained(attempt);
      assertThat(open).containsEntry("verdict", "accepted").doesNotContainKeys("refusal", "ending");
      assertThat(Json.objects(Json.object(open, "answer"), "fields"))
          .contains(
              Map.of("name", "Sec-WebSocket-Accept", "value", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
      client.send(Wire.masked(0x81, new byte[] {'a'}));
      assertThat(Wire.over(client).read().text()).isEqualTo("a");
      client.send(Wire.masked(0x88, new byte[] {0x03, (byte) 0xe8}));
      assertThat(Wire.over(client).read().code()).isEqualTo(1000);
    }
    Map<String, Object> ending = Json.object(awaitEnding(attempt), "ending");
    assertThat(ending)
        .containsEntry("code", 1000L)
        .containsEntry("received", 1L)
        .containsEntry("receivedBytes", 1L)
        .containsEntry("sent", 1L)
        .containsEntry("sentBytes", 1L);
    assertThat((Double) ending.get("seconds")).isNotNegative();
  }

  /** The close frame comes before the server has noted the end; the list may be asked often. */
  private static Map<String, Object> awaitEnding(String attempt) throws IOException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < patience) {
      Map<String, Object> list = Json.object(get("/handshakes?verdict=accepted").content());
      for (Map<String, Object> entry : Json.objects(list, "handshakes")) {
        if (attempt.equals(entry.get("attempt")) && entry.containsKey("ending")) {
          return explained(attempt);
        }
      }
    }
    throw new AssertionError("no ending of " + attempt);
  }

  @Test
  void whatTheServerRefusedBeforeAnyFilterIsExplainedToo() throws IOException {
    String attempt = attempt();
    try (RawClient client = connect()) {
      String request = handshake("/echo?attempt=" + attempt, "13").replace("Connection: ", "X: ");
      assertThat(client.ask(request).status()).isEqualTo(400);
    }
    assertThat(Json.object(explained(attempt), "refusal"))
        .containsEntry("code", "connection-without-upgrade");
  }

  @Test
  void anIdThatIsUsedAgainKeepsItsFirstHandshake() throws IOException {
    String attempt = attempt();
    refuse("/echo?attempt=" + attempt);
    Object first = explained(attempt).get("handshake");
    refuse("/chat?attempt=" + attempt);
    assertThat(explained(attempt)).containsEntry("handshake", first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAAAAAAAAAAAAAAAAAAAAAA",
        "short",
        "",
        "..%2f..%2fweb.xml",
        "a/b",
        "%00",
        "AAAAAAAAAAAAAAAAAAAAAA%0d%0aX:%20y"
      })
  void anUnknownAttemptIsNotFound(String id) throws IOException {
    Answer answer = get("/handshakes/" + id);
    assertThat(answer.status()).isIn(404, 400);
    assertThat(answer.values("X")).isEmpty();
  }

  @Test
  void aPageOfAnotherSiteLearnsNothing() throws IOException {
    String attempt = attempt();
    refuse("/echo?attempt=" + attempt);
    for (String site : List.of("cross-site", "same-site", "none", "same-origin, cross-site")) {
      Answer answer = get("/handshakes/" + attempt, "Sec-Fetch-Site: " + site);
      assertThat(answer.status()).as(site).isEqualTo(403);
      assertThat(answer.content()).doesNotContain(attempt, "version");
    }
    assertThat(get("/handshakes/" + attempt, "Sec-Fetch-Site: same-origin").status())
        .isEqualTo(200);
  }

  @Test
  void hostileFieldsAreShownHarmlessly() throws IOException {
    String attempt = attempt();
    refuse(
        "/echo?attempt=" + attempt + "&token=hunter2",
        "X-Markup: </script><img src=x onerror=alert(1)>",
        "X-Control: a\u0085\u00adb",
        "X-Long: " + "x".repeat(4_000),
        "Authorization: Bearer hunter2");
    String content = get("/handshakes/" + attempt).content();
    assertThat(content)
        .contains("&token=(7 characters)", "X-Markup", "(4000 characters)")
        .doesNotContain("hunter2", "script", "xx")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }

  @Test
  void theListIsAsTheDocumentSays() throws Exception {
    refuse("/echo?attempt=q5yJ0mXbT2W8sKfL3nVhRg", "Cookie: id=1");
    try (RawClient client = connect()) {
      assertThat(client.ask(handshake("/chat", "13")).status()).isEqualTo(101);
      client.send(Wire.masked(0x88, new byte[] {0x03, (byte) 0xe8}));
      assertThat(Wire.over(client).read().code()).isEqualTo(1000);
    }
    Map<String, Object> example =
        Json.object(
            Example.read(DOCUMENT, "{\"handshakes\":").replaceAll(",?\"ending\":\\{[^}]*\\}", ""));
    Map<String, Object> real =
        Json.object(
            get("/handshakes?limit=1000").content().replaceAll(",?\"ending\":\\{[^}]*\\}", ""));
    assertThat(Example.differences(example, real))
        .filteredOn(difference -> !difference.startsWith("/most"))
        .isEmpty();
  }

  @Test
  void theListIsFilteredAndLimited() throws IOException {
    refuse("/echo");
    refuse("/chat");
    refuse("/chat/tea");
    Map<String, Object> list = Json.object(get("/handshakes?limit=2").content());
    assertThat(Json.objects(list, "handshakes"))
        .extracting(entry -> entry.get("target"))
        .containsExactly("/chat/tea", "/chat");
    String query = "/handshakes?verdict=refused&code=version-unsupported&limit=1000";
    assertThat(Json.objects(Json.object(get(query).content()), "handshakes"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(entry -> entry.get("code").equals("version-unsupported"));
    assertThat(Json.objects(Json.object(get("/handshakes?code=full").content()), "handshakes"))
        .isEmpty();
    assertThat(
            Json.objects(
                Json.object(get("/handshakes?verdict=accepted&code=full").content()), "handshakes"))
        .isEmpty();
  }

  /** A room is found by its name, not by how a URL spells it; an address in any spelling. */
  @ParameterizedTest
  @CsvSource({
    "search-room, 1",
    "SEARCH-ROOM, 1",
    "%E5%A4%A7%E5%BB%B3, 1",
    "%25E5%25A4, 1",
    "/chat/search-, 1",
    "127.0.0.1, 2",
    "127.0, 2",
    "%3A%3Affff%3A127.0.0.1, 2",
    "%3A%3A1, 1",
    "0%3A0%3A0%3A0%3A0%3A0%3A0%3A1, 1",
    "%5B%3A%3A1%5D, 1",
    "%3A%3A, 1",
    "192.0.2.1, 0",
    "'', 3"
  })
  void theListIsSearchedByAddressPathAndRoom(String text, int found) throws IOException {
    String mark = "search-%d-attempt-0000000".formatted(searches++);
    refuse("/chat/search-room?attempt=a" + mark);
    refuse("/chat/%E5%A4%A7%E5%BB%B3?attempt=b" + mark);
    try (RawClient six =
        new RawClient(new Socket(InetAddress.getAllByName("::1")[0], server.port(0)))) {
      assertThat(six.ask(handshake("/chat/six?attempt=c" + mark, "25")).status()).isEqualTo(400);
    }
    Map<String, Object> list = Json.object(get("/handshakes?limit=1000&search=" + text).content());
    assertThat(Json.objects(list, "handshakes"))
        .filteredOn(entry -> String.valueOf(entry.get("attempt")).endsWith(mark))
        .hasSize(found)
        .allMatch(entry -> List.of("127.0.0.1", "::1").contains(entry.get("address")));
  }

  private static int searches;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "search=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=x",
        "verdict=maybe",
        "code=no-such-code",
        "code=deflate-window",
        "code=%3Cscript%3E"
      })
  void aFilterWithoutMeaningIsABadRequest(String query) throws IOException {
    Answer answer = get("/handshakes?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.values("Content-Type")).containsExactly("application/problem+json");
    assertThat(answer.content()).doesNotContain("script");
  }

  @Test
  void theOperatorFindsAHandshakeByTheIdOfItsRefusal() throws IOException {
    try (RawClient client = connect()) {
      String body = client.ask(handshake("/echo", "25")).content();
      Object id = Json.object(body).get("handshake");
      assertThat(explained((String) id)).containsEntry("handshake", id);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void nothingIsChanged(String method) throws IOException {
    for (String target : List.of("/handshakes", "/handshakes/" + attempt())) {
      try (RawClient client = connect()) {
        Answer answer = client.ask(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.values("Allow")).containsExactly("GET, HEAD");
      }
    }
  }

  /** Each shows that somebody else may be behind the connection from this machine. */
  @ParameterizedTest
  @CsvSource({
    "'Forwarded: for=192.0.2.1', 404",
    "'X-Forwarded-For: 192.0.2.1', 404",
    "'x-forwarded-anything: 1', 404",
    "'Via: 1.1 proxy', 404",
    "'Sec-Fetch-Site: cross-site', 403",
    "'Sec-Fetch-Site: same-site', 403",
    "'Sec-Fetch-Site: same-origin', 200",
    "'Sec-Fetch-Site: none', 200",
    "'Authorization: Bearer anything', 200"
  })
  void withoutATokenTheListIsForWhoeverSitsAtThisMachine(String field, int status)
      throws IOException {
    assertThat(get("/handshakes", field).status()).isEqualTo(status);
  }

  @Test
  void aProxyShowsNoMoreThanTheAttempt() throws IOException {
    String proxied = "X-Forwarded-For: 192.0.2.1";
    String attempt = attempt();
    refuse("/echo?attempt=" + attempt);
    String id = (String) explained(attempt).get("handshake");
    assertThat(get("/handshakes/" + attempt, proxied).status()).isEqualTo(200);
    assertThat(get("/handshakes/" + id, proxied).status()).isEqualTo(404);
  }
}
