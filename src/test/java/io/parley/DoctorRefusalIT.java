package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.probe.strict.Flaw;
import io.parley.probe.strict.StrictServer;
import io.parley.tool.AnsweringServer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Handshakes that are answered with something else than a 101, each blamed on the right party. */
class DoctorRefusalIT {
  private static final String APPLICATION = "upgrade: the server's application";
  private static final String REQUEST = "upgrade: the client's request";
  private static final String PROXY = "upgrade: a proxy between";
  private static final String NETWORK = "upgrade: the network";

  static String http(int status, String fields, String body) {
    return "HTTP/1.1 "
        + status
        + " X\r\n"
        + (fields.isEmpty() ? "" : fields.replace("|", "\r\n") + "\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }

  private static String html(String text) {
    return http(200, "Content-Type: text/html", text);
  }

  private static Arguments same(String answer, String verdict, String cause) {
    Function<String, String> always = head -> answer;
    return Arguments.of(always, verdict, cause);
  }

  private static Arguments by(Function<String, String> answers, String verdict, String cause) {
    return Arguments.of(answers, verdict, cause);
  }

  private static Function<String, String> at(String path, String there, String elsewhere) {
    return head -> head.startsWith("GET " + path + " ") ? there : elsewhere;
  }

  static Stream<Arguments> answers() {
    String portal = "<html><title>Hotel Wi-Fi</title><p>Accept the terms of use.</html>";
    String nameless = "<html><title>Welcome</title><p>Press the button to go on.</html>";
    String login = "<html><form><input name=u><input type=password name=p></form></html>";
    String single = "<html><div id=app></div><script type=module src=/a.js></script></html>";
    String notFound = http(404, "Content-Type: text/html", "<pre>Not found</pre>");
    return Stream.of(
        same(html(portal), NETWORK, "captive portal"),
        same(html(nameless), NETWORK, "captive portal"),
        same(html(login), NETWORK, "captive portal"),
        same(http(511, "Content-Type: text/html", portal), NETWORK, "captive portal"),
        same(http(302, "Location: http://portal.hotel.example/start", ""), NETWORK, "redirects to"),
        same(html(single), APPLICATION, "no WebSocket endpoint at this path"),
        by(at("/chat", html(login), notFound), REQUEST, "login page"),
        by(at("/chat", html(nameless), notFound), APPLICATION, "no WebSocket endpoint"),
        same(http(302, "Location: /login?next=%2Fchat&token=secret", ""), REQUEST, "not logged in"),
        same(http(307, "Location: https://sso.example.com/auth", ""), REQUEST, "not logged in"),
        same(http(301, "Location: https://localhost/chat", ""), REQUEST, "Use wss: in the URL"),
        same(http(308, "Location: /chat/", ""), REQUEST, "ws://localhost"),
        same(http(302, "", ""), APPLICATION, "does not say where to"),
        same(http(302, "Location: http://[", ""), APPLICATION, "no URL"),
        same(http(401, "WWW-Authenticate: Bearer", ""), REQUEST, "wants a login (401)"),
        same(http(403, "", ""), REQUEST, "refuses this client (403)"),
        same(notFound, REQUEST, "No WebSocket endpoint is at the path /chat (404)"),
        same(http(405, "Allow: POST", ""), PROXY, "the same without Upgrade and Connection"),
        same(http(407, "Proxy-Authenticate: Basic", ""), PROXY, "login of its own (407)"),
        same(http(421, "", ""), REQUEST, "does not serve the host"),
        same(http(426, "Upgrade: websocket", "Upgrade Required"), PROXY, "a proxy dropped it"),
        same(http(431, "", ""), REQUEST, "too long"),
        same(http(429, "Retry-After: 7", ""), APPLICATION, "Retry-After: 7 seconds"),
        same(http(500, "", ""), APPLICATION, "fails at the handshake (500)"),
        same(http(503, "Server: x", ""), APPLICATION, "no more connections now"),
        same(
            http(503, "Content-Type: text/html", "<h1>503 Service Unavailable</h1>"),
            PROXY,
            "HAProxy: server app"),
        same(http(502, "Server: nginx/1.22.1", "<h1>502</h1>"), PROXY, "does not reach"),
        same(http(504, "Server: nginx/1.22.1", "<h1>504</h1>"), PROXY, "slow"),
        same("HTTP/1.0 200 OK\r\n\r\nhello", APPLICATION, "HTTP/1.0, which has no upgrade"),
        same("HTTP/1.0 404 X\r\nServer: nginx\r\n\r\n", PROXY, "proxy_http_version 1.1;"),
        same(http(200, "", "okay"), APPLICATION, "no WebSocket endpoint at this path"),
        same(http(200, "Server: nginx", "okay"), PROXY, "location of its own"),
        same("SSH-2.0-OpenSSH_9.2\r\n", REQUEST, "does not speak HTTP"),
        same("-ERR wrong number of arguments\r\n", REQUEST, "does not speak HTTP"),
        same("\u0015\u0003\u0001\u0000\u0002\u0002F", REQUEST, "does not speak HTTP"),
        same("HTTP/1.1 101\n\n", APPLICATION, "not a valid one of HTTP/1.1"),
        same("\0\0\0\4\0\0\0\0\0", APPLICATION, "speaks only HTTP/2"),
        same("\0\0\10\7\0\0\0\0\0\0\0\0\0\0\0\0\1", APPLICATION, "speaks only HTTP/2"),
        same("", APPLICATION, "ends it without an answer"),
        by(
            head -> head.contains("Upgrade:") ? "" : html("hello"),
            PROXY,
            "the same with Upgrade ends the connection"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void blamesTheRightParty(Function<String, String> answers, String verdict, String cause)
      throws Exception {
    try (AnsweringServer server = AnsweringServer.start(answers)) {
      Doctored doctored = Doctored.of(server.url(), "--timeout", "2");
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo(verdict);
      assertThat(doctored.text()).contains(cause).doesNotContain("token=secret");
      assertThat(doctored.status()).isEqualTo(1);
      assertThat(doctored.err()).isEmpty();
    }
  }

  @Test
  void aServerThatNeverAnswersIsToBlame() throws Exception {
    try (AnsweringServer server = AnsweringServer.start(head -> null)) {
      Doctored doctored = Doctored.of(server.url(), "--timeout", "0.4");
      assertThat(doctored.verdict()).isEqualTo(APPLICATION);
      assertThat(doctored.text()).contains("does not answer.", "Look whether it hangs");
    }
  }

  @Test
  void aFilterThatSwallowsTheUpgradeIsToBlame() throws Exception {
    try (AnsweringServer server =
        AnsweringServer.start(head -> head.contains("Upgrade:") ? null : html("hello"))) {
      Doctored doctored = Doctored.of(server.url(), "--timeout", "0.4");
      assertThat(doctored.verdict()).isEqualTo(PROXY);
      assertThat(doctored.text()).contains("the same with Upgrade is not answered");
    }
  }

  /** The answer changes with what is left out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Origin: http://a.example | --origin http://a.example | upgrade: the server's application"
            + " | does not allow pages of http://a.example",
        "Sec-WebSocket-Protocol: soap | --subprotocol soap | upgrade: the client's request"
            + " | speaks none of the subprotocols that are offered: soap",
        "Sec-WebSocket-Extensions: | --timeout 2 | upgrade: the server's application"
            + " | refused because it offers permessage-deflate",
        "Cookie: | --cookie session=old-value | upgrade: the client's request"
            + " | accepted without the given fields: Cookie"
      })
  void findsWhatIsRefused(String refused, String options, String verdict, String cause)
      throws Exception {
    try (AnsweringServer server =
        AnsweringServer.start(
            head ->
                head.contains("\r\n" + refused)
                    ? http(403, "", "")
                    : "HTTP/1.1 101 Switching\r\n\r\n")) {
      String[] words = options.split(" ", 2);
      Doctored doctored = Doctored.of(server.url(), words[0], words[1]);
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo(verdict);
      assertThat(doctored.text()).contains(cause);
    }
  }

  @Test
  void namesTheOriginThatIsWanted() throws Exception {
    try (AnsweringServer server =
        AnsweringServer.start(
            head ->
                head.contains("\r\nOrigin: ")
                    ? "HTTP/1.1 101 Switching\r\n\r\n"
                    : http(403, "", ""))) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict()).isEqualTo(REQUEST);
      assertThat(doctored.text()).contains("--origin http://localhost:" + server.port());
    }
  }

  @Test
  void namesThePathThatIsMeant() throws Exception {
    try (AnsweringServer server =
        AnsweringServer.start(
            at("/ws", "HTTP/1.1 101 Switching\r\n\r\n", http(400, "", "Bad Request")))) {
      assertThat(Doctored.of(server.url()).verdict()).isEqualTo(PROXY);
    }
    try (AnsweringServer server =
        AnsweringServer.start(
            head ->
                head.startsWith("GET /ws ")
                    ? "HTTP/1.1 101 Switching\r\n\r\n"
                    : http(head.contains("Upgrade:") ? 400 : 426, "", "Bad Request"))) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict()).isEqualTo(REQUEST);
      assertThat(doctored.text()).contains("the server takes the same handshake at /ws.");
    }
  }

  /** A 101 that a browser does not take. */
  @ParameterizedTest
  @CsvSource({
    "OMITS_ACCEPT, upgrade: the server's application, no Sec-WebSocket-Accept",
    "ACCEPTS_BY_CONSTANT, upgrade: the server's application, a wrong Sec-WebSocket-Accept",
    "OMITS_UPGRADE, upgrade: the server's application, no Upgrade: websocket",
    "OMITS_CONNECTION, upgrade: the server's application, no Connection: Upgrade",
    "CHOOSES_A_SUBPROTOCOL_UNASKED, subprotocol: the server's application, was not offered",
    "EXTENDS_WITH_A_BAD_ANSWER, compression: the server's application, not one of RFC 7692"
  })
  void findsA101ThatNoBrowserTakes(Flaw flaw, String verdict, String cause) throws Exception {
    try (StrictServer server = StrictServer.start(flaw)) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.verdict()).as(doctored.out()).isEqualTo(verdict);
      assertThat(doctored.text()).contains(cause);
    }
  }

  /** A peer's octets reach no terminal, and what is shown of them is short. */
  @Test
  void escapesAndCutsWhatAPeerSends() throws Exception {
    String evil = "\u001b]0;title\u0007\u0085\u009b31m" + "x".repeat(100_000);
    try (AnsweringServer server =
        AnsweringServer.start(
            head -> http(400, "Server: a\u009bb|Content-Type: text/plain", evil))) {
      Doctored doctored = Doctored.of(server.url());
      assertThat(doctored.out()).matches("(?s)[\\n -~…]*").contains("\\x1b]0;title");
      assertThat(doctored.out().length()).isLessThan(4_000);
    }
  }
}
