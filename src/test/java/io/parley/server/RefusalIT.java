package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.settings.BoundListener;
import io.parley.settings.BridgeAttributes;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jetty refuses before any filter, and what it passes to the filters. */
class RefusalIT {
  private static final String UPGRADE = "Upgrade: websocket";
  private static final String BARE =
      "HTTP/1.1 %s\r\nDate: -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private static final ListenerLimits LIMITS =
      new ListenerLimits(16 * 1024, Duration.ofSeconds(10), 100, 50);

  private final Server server = new Server();
  private final ReadPacer pacer =
      new ReadPacer(
          server, new ReadLimits(0, 0, Duration.ofSeconds(30)), true, Optional::empty, () -> false);
  private final List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
  private Function<Map<String, Object>, Map<String, Object>> refusals = this::refuse;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    Listeners listeners =
        Listeners.open(
            server,
            ListenHost.of("localhost"),
            List.of(WantedPort.clear(0)),
            new TcpConnections(server, LIMITS, pacer),
            (head, connection) -> Optional.empty());
    BoundListener listener = listeners.all().get(0);
    address = new InetSocketAddress(listener.address(), listener.port());
    server.setErrorHandler(new RefusalHandler(() -> Optional.ofNullable(refusals)));
    server.setHandler(new Hosts());
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Map<String, Object> refuse(Map<String, Object> request) {
    asked.add(request);
    return Map.of(
        BridgeAttributes.STATUS, 426,
        BridgeAttributes.FIELDS,
            List.of(
                Map.entry("Upgrade", "websocket"),
                Map.entry("Connection", "Upgrade, close"),
                Map.entry("Content-Length", "3")),
        BridgeAttributes.BODY, "why".getBytes(StandardCharsets.UTF_8));
  }

  private String say(String... lines) throws Exception {
    return Bytes.say(address, lines).replaceFirst("Date: [^\r]*", "Date: -");
  }

  @Test
  void anUpgradeWithoutConnectionIsHandedOverWithAllThatWasSent() throws Exception {
    say("GET /chat/x?y=%20 HTTP/1.1", "host: localhost:1", "X-One: a", "x-one:  b ", UPGRADE);

    assertThat(asked)
        .containsExactly(
            Map.of(
                "method", "GET",
                "target", "/chat/x?y=%20",
                "protocol", "HTTP/1.1",
                "fields",
                    List.of(
                        Map.entry("Host", "localhost:1"),
                        Map.entry("X-One", "a"),
                        Map.entry("x-one", "b"),
                        Map.entry("Upgrade", "websocket")),
                "address", "127.0.0.1",
                "secure", false,
                "status", 400));
  }

  @Test
  void theAnswerIsExactlyTheApplications() throws Exception {
    assertThat(say("GET / HTTP/1.1", "Host: a", UPGRADE))
        .isEqualTo(
            "HTTP/1.1 426 Upgrade Required\r\nDate: -\r\nUpgrade: websocket\r\n"
                + "Content-Length: 3\r\nConnection: Upgrade, close\r\n\r\nwhy");
  }

  @Test
  void anAnswerThatDoesNotSaySoClosesTheConnectionAllTheSame() throws Exception {
    refusals =
        request ->
            Map.of(
                BridgeAttributes.STATUS,
                400,
                BridgeAttributes.FIELDS,
                List.of(),
                BridgeAttributes.BODY,
                new byte[] {'n'});

    assertThat(say("GET / HTTP/1.1", "Host: a", UPGRADE))
        .isEqualTo(
            "HTTP/1.1 400 Bad Request\r\nDate: -\r\nContent-Length: 1\r\n"
                + "Connection: close\r\n\r\nn");
  }

  @Test
  void aHeadRequestGetsNoBody() throws Exception {
    assertThat(say("HEAD / HTTP/1.1", "Host: a", UPGRADE)).endsWith("\r\n\r\n");
  }

  @Test
  void aRequestWithoutHostIsHandedOverWithItsFields() throws Exception {
    say("GET http:/x HTTP/1.1", UPGRADE, "Sec-WebSocket-Key: k");

    assertThat(asked).hasSize(1);
    assertThat(asked.get(0))
        .containsEntry("target", "http:/x")
        .containsEntry(
            "fields",
            List.of(Map.entry("Upgrade", "websocket"), Map.entry("Sec-WebSocket-Key", "k")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host:", "Host: :80", "Expect: magic\r\nHost: a"})
  void whatJettyRefusesAtTheEndOfAHeadIsHandedOver(String fields) throws Exception {
    assertThat(say("GET / HTTP/1.1", fields)).startsWith("HTTP/1.1 426 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%2fb", "/a/%2e%2e/b", "x"})
  void aTargetThatJettyDoesNotServeIsHandedOverAsItWasSent(String target) throws Exception {
    say("GET " + target + " HTTP/1.1", "Host: a", "Connection: close");

    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).containsEntry("target", target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a:b", "a:99999", "a, b", "a b", "[::1", "u@h/x?", "a\r\nHost: b", "\r\nHost: b"})
  void aHostOrTwoThatAreWrongReachTheFilters(String hosts) throws Exception {
    String answer = say("GET / HTTP/1.1", "Host: " + hosts, "Connection: close");

    assertThat(answer).endsWith(List.of(hosts.split("\r\nHost: ")).toString());
    assertThat(asked).isEmpty();
  }

  @Test
  void anAbsoluteTargetMayDifferFromTheHost() throws Exception {
    assertThat(say("GET http://b/ HTTP/1.1", "Host: a", "Connection: close")).endsWith("[a]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nBad Name: x",
        "GET / HTTP/1.1\r\nHost: a\r\nX: \u0001",
        "GET / HTTP/1.1\r\nHost: a\r\nnocolon",
        "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
        "GET /%zz HTTP/1.1\r\nHost: a",
        "GET / HTTP/3.9\r\nHost: a",
        "GET / HTTP/2.0\r\nHost: a",
        "PRI * HTTP/2.0",
        "GET /",
        "\u0016\u0003\u0001",
      })
  void aHeadThatIsNoHttp1IsHandedOverAsFarAsItCame(String head) throws Exception {
    assertThat(say(head)).startsWith("HTTP/1.1 426 ");
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0))
        .containsOnlyKeys("head", "address", "secure", "status")
        .containsEntry("address", "127.0.0.1")
        .containsEntry("secure", false)
        .containsEntry("status", 400);
    assertThat(head()).isEqualTo(head + "\r\n\r\n");
  }

  private String head() {
    return new String(
        (byte[]) asked.get(0).get(BridgeAttributes.HEAD), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aHeadOverItsLimitIs431AndALongTargetIs414() throws Exception {
    String much = "y".repeat(LIMITS.headerBytes());

    say("GET / HTTP/1.1", "Host: a", "X: " + much);
    assertThat(asked.get(0)).containsEntry("status", 431);
    assertThat(head()).startsWith("GET / HTTP/1.1\r\nHost: a\r\nX: yyy").hasSize(16 * 1024);
    asked.clear();

    say("GET /" + much + " HTTP/1.1", "Host: a");
    assertThat(asked.get(0)).containsEntry("status", 414);
    assertThat(head()).startsWith("GET /yyy").hasSize(16 * 1024);
  }

  @Test
  void aHeadBelowItsLimitIsRead() throws Exception {
    String much = "y".repeat(LIMITS.headerBytes() - 100);

    assertThat(say("GET / HTTP/1.1", "Host: a", "Connection: close", "X: " + much))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whatCameInManyPiecesIsHandedOverWhole() throws Exception {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setTcpNoDelay(true);
      for (byte one : "GET /a HTTP/1.1\r\nHost : a\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
        socket.getOutputStream().write(one);
      }
      socket.getInputStream().readAllBytes();
    }
    assertThat(head()).startsWith("GET /a HTTP/1.1\r\nHost ");
  }

  @Test
  void anApplicationThatFailsLeavesABareStatus() throws Exception {
    refusals =
        request -> {
          throw new IllegalStateException("secret");
        };

    assertThat(say("GET / HTTP/1.1", "Host: a", UPGRADE))
        .isEqualTo(BARE.formatted("400 Bad Request"));
  }

  @Test
  void anApplicationThatFindsNothingWrongLeavesABareStatus() throws Exception {
    refusals = request -> Map.of();

    assertThat(say("GET / HTTP/1.1", "Host: a", UPGRADE))
        .isEqualTo(BARE.formatted("400 Bad Request"));
  }

  @Test
  void withoutAnApplicationTheStatusIsBare() throws Exception {
    refusals = null;

    assertThat(say("GET / HTTP/1.1", "Host: a", UPGRADE))
        .isEqualTo(BARE.formatted("400 Bad Request"));
  }

  @Test
  void aFaultShowsNoStackTrace() throws Exception {
    refusals = request -> Map.of();

    assertThat(say("GET /fault HTTP/1.1", "Host: a")).isEqualTo(BARE.formatted("500 Server Error"));
  }

  /** Says which Host fields reached it. */
  private static final class Hosts extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (request.getHttpURI().getPath().equals("/fault")) {
        throw new IllegalStateException("secret");
      }
      List<String> hosts =
          request.getHeaders().getFields(HttpHeader.HOST).stream()
              .map(HttpField::getValue)
              .toList();
      byte[] body = hosts.toString().getBytes(StandardCharsets.ISO_8859_1);
      response.write(true, ByteBuffer.wrap(body), callback);
      return true;
    }
  }
}
