package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.http.SafeText;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts the server answers to. It judges and shows them as they were sent. */
class HostIT {
  private static final String ATTEMPT =
      Stream.of(
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version: 13")
          .map(line -> line + "\r\n")
          .collect(Collectors.joining());

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  private static Answer ask(RunningParley server, String target, String host, String fields)
      throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n");
    }
  }

  private static int attempt(RunningParley server, String host) throws IOException {
    return ask(server, "/echo", host, ATTEMPT).status();
  }

  private static int page(RunningParley server, String host) throws IOException {
    return ask(server, "/", host, "").status();
  }

  /** RFC 9112 3.2 and RFC 3986 3.2.2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "::1",
        "::1:80",
        "localhost:+80",
        "localhost:-1",
        "localhost: 80",
        "localhost :1",
        "localhost\t:1",
        "localhost:80x",
        "localhost:0",
        "localhost:65536",
        "localhost:123456",
        "localhost:000000",
        "localhost:0000065536",
        "localhost:000000000000000000000000000000080",
        "localhost:80:80",
        "localhost::80",
        "a:b:c",
        ":80",
        ":",
        "[::1",
        "::1]",
        "[::1]x",
        "[::1]:x",
        "[]",
        "[12]",
        "[1::2::3]",
        "[::1%25lo]",
        "[localhost]",
        "localhost/",
        "localhost?",
        "localhost#",
        "http://localhost",
        "localhost%",
        "localhost%2",
        "localhost%zz",
        "local\"host",
        "local\\host",
        "loc\u00e9"
      })
  void aMalformedHostIsRefusedAndShownAsItWasSent(String host) throws IOException {
    for (String attempt : List.of(ATTEMPT, "")) {
      Answer answer = ask(parley, attempt.isEmpty() ? "/" : "/echo", host, attempt);
      assertThat(answer.status()).isEqualTo(400);
      Map<String, Object> problem = Json.object(answer.content());
      assertThat(problem).containsEntry("code", "host-malformed");
      assertThat((String) problem.get("detail"))
          .startsWith("Host was \"" + SafeText.of(host) + "\": ");
    }
  }

  /** {@code port = *DIGIT} (RFC 3986 3.2.3). */
  @ParameterizedTest
  @ValueSource(strings = {"localhost:000080", "localhost:0000065535", "localhost:", "[::1]:000001"})
  void zerosMayStandBeforeThePort(String host) throws IOException {
    assertThat(attempt(parley, host)).isEqualTo(101);
    assertThat(page(parley, host)).isEqualTo(200);
  }

  /** What stands before the sign may be a password. */
  @Test
  void aHostWithUserInformationIsRefused() throws IOException {
    Answer answer = ask(parley, "/echo", "user@localhost", ATTEMPT);
    assertThat(answer.status()).isEqualTo(400);
    assertThat((String) Json.object(answer.content()).get("detail"))
        .startsWith("Host was \"(4 characters)@localhost\": ");
  }

  @Test
  void aHostInPiecesIsShownAsItWasSent() throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: localhost:+80\r\nX: y\r\n\r\n";
    for (int at = 1; at < request.length(); at += 5) {
      try (RawClient client = new RawClient(parley.port(0))) {
        client.send(request.substring(0, at));
        Answer answer = client.send(request.substring(at)).answer();
        assertThat((String) Json.object(answer.content()).get("detail"))
            .startsWith("Host was \"localhost:+80\": ");
      }
    }
  }

  @Test
  void aHostThatIsNotServedIsShownAsItWasSent() throws IOException {
    for (String host : List.of("Rebound.EXAMPLE", "rebound.example:080", "%6cocalhost", "a,b:")) {
      Answer answer = ask(parley, "/echo", host, ATTEMPT);
      assertThat(answer.status()).isEqualTo(421);
      assertThat(Json.object(answer.content()))
          .containsEntry("detail", "This server does not answer to \"" + host + "\".");
    }
  }

  /** RFC 6761 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3 and 2.5.5.2. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST.",
        "localhost:",
        "chat.localhost",
        "a.b.localhost.:8080",
        "127.0.0.1",
        "127.0.0.1.",
        "127.5.6.7:1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.01",
        "[::1]",
        "[0:0:0:0:0:0:0:1]:8080",
        "[0000::0001]",
        "[::ffff:127.0.0.1]",
        "[::FFFF:7f00:1]"
      })
  void everyNameAndAddressOfLoopbackIsServed(String host) throws IOException {
    assertThat(attempt(parley, host)).isEqualTo(101);
    assertThat(page(parley, host)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notlocalhost",
        "localhost.example",
        "localhost..",
        "128.0.0.1",
        "126.255.255.255",
        "0.0.0.0",
        "[::]",
        "[::2]",
        "[::127.0.0.1]",
        "[::ffff:128.0.0.1]",
        "127.0.0.1.example",
        "127.0.0.256",
        "127.0.0.0.1",
        "127.",
        "127.0x",
        "0127.0.0.1",
        "2130706432999"
      })
  void noOtherNameIsServedOnLoopback(String host) throws IOException {
    assertThat(attempt(parley, host)).isEqualTo(421);
    assertThat(page(parley, host)).isEqualTo(421);
  }

  /** RFC 9112 3.2.2: the target wins, whatever Host says. */
  @ParameterizedTest
  @CsvSource({
    "http://localhost/echo, elsewhere.example, 101",
    "http://LOCALHOST:080/echo, elsewhere.example, 101",
    "http://elsewhere.example/echo, localhost, 421",
    "http://elsewhere.example:8080/echo, localhost, 421",
    "http://localhost/echo, ::1, 400",
    "http://user@localhost/echo, localhost, 400"
  })
  void theAuthorityOfAnAbsoluteTargetWins(String target, String host, int status)
      throws IOException {
    Answer answer = ask(parley, target, host, ATTEMPT);
    assertThat(answer.status()).isEqualTo(status);
    if (status == 421) {
      String named = URI.create(target).getAuthority();
      assertThat(Json.object(answer.content()))
          .containsEntry("detail", "This server does not answer to \"" + named + "\".");
    }
  }

  /** What Jetty made of such a target had a host or a port that nobody sent. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "localhost:0",
        "localhost:99999999999",
        "localhost#x",
      })
  void aMalformedAuthorityOfATargetIsShownAsItWasSent(String authority) throws IOException {
    for (String scheme : List.of("http", "WSS")) {
      String target = scheme + "://" + authority + "/echo";
      Answer answer = ask(parley, target, "elsewhere.example", ATTEMPT);
      assertThat(answer.status()).as(answer.content()).isEqualTo(400);
      assertThat(Json.object(answer.content())).containsEntry("code", "host-malformed");
      assertThat((String) Json.object(answer.content()).get("detail"))
          .startsWith("The target's host was \"" + SafeText.of(authority) + "\": ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://localhost/echo",
        "h2c://localhost/echo",
        "x:/echo",
        "http:/localhost/echo",
        "about:blank",
        "localhost:80"
      })
  void aTargetOfAnotherSchemeIsRefused(String target) throws IOException {
    for (String attempt : List.of(ATTEMPT, "")) {
      Answer answer = ask(parley, target, "localhost", attempt);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(Json.object(answer.content()))
          .containsEntry("code", "request-malformed")
          .containsEntry(
              "detail",
              "The target names a scheme, and none of http, https, ws and wss with a host.");
    }
  }

  @Test
  void namesAndSubdomainsAreAllowed() throws Exception {
    try (RunningParley server =
        RunningParley.start(
            "--port", "0", "--allow-host", "*.example.com", "--allow-host", "Chat.Example.ORG.")) {
      for (String host :
          List.of(
              "a.example.com",
              "a.B.example.com.:1",
              "chat.example.org",
              "chat.example.org.",
              "::")) {
        assertThat(attempt(server, host)).as(host).isEqualTo(host.equals("::") ? 400 : 101);
      }
      for (String host :
          List.of("example.com", "aexample.com", "a.example.com.evil", "example.org")) {
        assertThat(attempt(server, host)).as(host).isEqualTo(421);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.",
        "a.*.b",
        "*.*.b",
        "*example.com",
        "a:80",
        "a:",
        "https://a",
        "a/",
        "::1"
      })
  void whatIsNoHostStopsTheStart(String host) {
    assertThatThrownBy(() -> RunningParley.start("--port", "0", "--allow-host", host))
        .hasMessageContaining("a host name without a port");
  }

  /** Each with names that it must not answer to; another address may not be on this machine. */
  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.2", "127.1", "0.0.0.0"})
  void theAddressThatItPrintsIsAnswered(String host) throws Exception {
    try (RunningParley server =
        RunningParley.start("--port", "0", "--host", host, "--allow-host", "chat.example.com")) {
      String printed = server.printed().get(0).replaceAll("http://|/$", "");
      InetAddress address = InetAddress.getByName(printed.replaceFirst(":[0-9]+$", ""));
      try (Socket socket = new Socket(address, server.port(0));
          RawClient client = new RawClient(socket)) {
        String named = "GET / HTTP/1.1\r\nHost: " + printed + "\r\n\r\n";
        assertThat(client.ask(named).status()).isEqualTo(200);
        String other = "GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n";
        assertThat(client.ask(other).status()).isEqualTo(421);
      }
    }
  }

  @Test
  void theNameOfThisMachineIsAnsweredWhereItIsBoundTo() throws Exception {
    String name = InetAddress.getLocalHost().getHostName();
    try (RunningParley server =
        RunningParley.start("--port", "0", "--host", name, "--allow-host", "chat.example.com")) {
      URI printed = URI.create(server.printed().get(0));
      try (Socket socket = new Socket(InetAddress.getByName(name), printed.getPort());
          RawClient client = new RawClient(socket)) {
        String named = "GET / HTTP/1.1\r\nHost: " + printed.getAuthority() + "\r\n\r\n";
        assertThat(client.ask(named).status()).isEqualTo(200);
      }
    }
  }
}
