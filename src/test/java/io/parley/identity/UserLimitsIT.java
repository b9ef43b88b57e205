package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.Json;
import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import io.parley.tool.Until;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one user may have and send over all connections, whatever addresses they come from. */
@Timeout(120)
class UserLimitsIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");
  private static final String ANN = ISSUER.token("ann");

  /** Milliseconds without a frame after which a test has failed. */
  private static final int PATIENCE = 60_000;

  @TempDir private Path folder;

  private final List<RawClient> clients = new ArrayList<>();
  private RunningParley parley;

  private void start(String... more) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("--host", "127.0.0.1", "--h2c", "true", "--drain", "0s"));
    all.addAll(List.of(more));
    parley = RunningParley.start(ISSUER.options(folder, all.toArray(String[]::new)));
  }

  @AfterEach
  void stop() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    parley.close();
  }

  /** From another address each time. */
  private RawClient client() throws IOException {
    InetAddress from = InetAddress.getByName("127.0.0." + (clients.size() + 1));
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), parley.port(0), from, 0);
    socket.setSoTimeout(PATIENCE);
    RawClient client = new RawClient(socket);
    clients.add(client);
    return client;
  }

  private Wire open(String token) throws IOException {
    RawClient client = client();
    Answer answer = client.ask(WayIn.request("/echo", "Authorization: Bearer " + token));
    assertThat(answer.status()).isEqualTo(101);
    return Wire.over(client);
  }

  private String metrics() throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      return client
          .ask("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .content();
    }
  }

  @Test
  void aUserHasNoMoreConnectionsThanItMayWhicheverWayItComesIn() throws Exception {
    start("--max-per-user", "2", "--token-cookie", "session");
    open(ANN);
    open(ANN);
    for (WayIn way : WayIn.values()) {
      Answer refusal = way.ask(parley.port(0), ANN);
      assertThat(refusal.status()).describedAs(way.name()).isEqualTo(429);
      assertThat(refusal.value("Retry-After")).isEqualTo("60");
      Map<String, Object> problem = Json.object(refusal.content());
      assertThat(problem)
          .containsEntry("code", "too-many-of-user")
          .containsEntry("title", "Too many connections of one user");
      assertThat(problem.get("advice").toString()).contains("with the setting max-per-user");
      assertThat(problem.get("clause").toString()).contains("6585");
      assertThat(Json.objects(problem, "findings"))
          .filteredOn(finding -> finding.get("outcome").equals("refused"))
          .singleElement()
          .satisfies(finding -> assertThat(finding).containsEntry("rule", "authentication"));
    }
    assertThat(metrics())
        .contains(
            "parley_handshakes_total{code=\"too-many-of-user\"} " + WayIn.values().length + ".0");
    assertThat(WayIn.AUTHORIZATION.ask(parley.port(0), ISSUER.token("bob")).status())
        .isEqualTo(101);
  }

  /** The advice of the refusal. */
  @Test
  void whoClosesAConnectionGetsIn() throws Exception {
    start("--max-per-user", "1");
    open(ANN);
    assertThat(WayIn.AUTHORIZATION.ask(parley.port(0), ANN).status()).isEqualTo(429);
    clients.get(0).close();
    Until.isTrue(
        "a free connection", () -> WayIn.AUTHORIZATION.ask(parley.port(0), ANN).status() == 101);
  }

  @Test
  void aSettingOfZeroIsAnyNumber() throws Exception {
    start("--max-per-user", "0");
    for (int i = 0; i < 120; i++) {
      open(ANN);
    }
  }

  @Test
  void streamsOfHttp2Count() throws Exception {
    start("--max-per-user", "2");
    open(ANN);
    try (Http2Client http2 = Http2Client.clear(parley.port(0))) {
      assertThat(status(http2, 1)).isEqualTo(200);
      assertThat(status(http2, 3)).isEqualTo(429);
      http2.send(Http2Client.RST_STREAM, 0, 1, Http2Client.number(8));
      int stream = 5;
      while (status(http2, stream) != 200) {
        stream += 2;
      }
    }
  }

  private int status(Http2Client http2, int stream) throws IOException {
    List<Map.Entry<String, String>> fields =
        new ArrayList<>(Http2Client.handshake("localhost:" + parley.port(0), "/echo"));
    fields.add(Map.entry("authorization", "Bearer " + ANN));
    http2.send(Http2Client.HEADERS, Http2Client.END_HEADERS, stream, Http2Client.block(fields));
    return http2.await(frame -> frame.is(Http2Client.HEADERS, stream)).status();
  }

  @Test
  void aTokenOnAnOpenConnectionCountsOnceAndARenewalDoesNot() throws Exception {
    start("--max-per-user", "2", "--token-in-band", "true");
    open(ANN);
    try (JsonWire first = JsonWire.open(parley.port(0), "/chat/tea");
        JsonWire second = JsonWire.open(parley.port(0), "/chat/tea")) {
      assertThat(say(first)).containsEntry("type", "authenticated");
      assertThat(say(first)).containsEntry("type", "authenticated");
      assertThat(say(second)).containsEntry("code", "too-many-of-user");
      second.send("{'type':'join'}");
      assertThat(reply(second)).containsEntry("code", "not-allowed");
      clients.get(0).close();
      awaitConnections(2);
      assertThat(say(second)).containsEntry("type", "authenticated");
      assertThat(WayIn.AUTHORIZATION.ask(parley.port(0), ANN).status()).isEqualTo(429);
    }
  }

  private void awaitConnections(int open) throws Exception {
    Until.isTrue(
        "fewer connections", () -> metrics().contains("parley_connections " + open + ".0"));
  }

  private static Map<String, Object> say(JsonWire wire) throws IOException {
    wire.send("{'type':'token','token':'" + ANN + "'}");
    return reply(wire);
  }

  private static Map<String, Object> reply(JsonWire wire) throws IOException {
    Map<String, Object> reply = wire.read();
    while (reply.get("type").equals("expiring")) {
      reply = wire.read();
    }
    return reply;
  }

  private static byte[] times(int count, byte[] frame) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  private static void answered(Wire wire, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      assertThat(wire.read().opcode()).isNotEqualTo(Wire.CLOSE);
    }
  }

  /** Each connection alone keeps to its own rate. */
  private Duration together(int connections, int count, byte[] frame) throws IOException {
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      wires.add(open(ANN));
    }
    long before = System.nanoTime();
    for (Wire wire : wires) {
      wire.raw(times(count, frame));
    }
    for (Wire wire : wires) {
      answered(wire, count);
    }
    return Duration.ofNanos(System.nanoTime() - before);
  }

  @Test
  void messagesBeyondTheRateOfTheUserAreAnsweredLater() throws Exception {
    start("--user-message-rate", "100");
    assertThat(together(3, 100, Wire.masked(0x81, new byte[1])))
        .isGreaterThan(Duration.ofMillis(1_900));
  }

  @Test
  void bytesBeyondTheRateOfTheUserAreAnsweredLater() throws Exception {
    start("--user-byte-rate", "400000");
    assertThat(together(4, 10, Wire.masked(0x82, new byte[40_000])))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void anAnonymousClientHasNoRateUntilItSaysWhoItIs() throws Exception {
    start("--user-message-rate", "1", "--token-in-band", "true");
    useUp();
    try (JsonWire wire = JsonWire.open(parley.port(0), "/chat/tea")) {
      for (int i = 0; i < 20; i++) {
        wire.send("{'type':'join'}");
        assertThat(reply(wire)).containsEntry("code", "not-allowed");
      }
      assertThat(say(wire)).containsEntry("type", "authenticated");
      wire.send("{'type':'who'}");
      assertThat(wire.closeFrame().code()).isEqualTo(1013);
    }
  }

  @Test
  void aUserWhoComesBackGetsNoNewBurst() throws Exception {
    start("--user-message-rate", "100");
    long before = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      together(1, 100, Wire.masked(0x81, new byte[1]));
      clients.get(i).close();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThan(Duration.ofMillis(1_900));
  }

  /** Held for ten seconds at most: so many connections would send more than the rate. */
  @Test
  void aConnectionThatWouldWaitForTooLongIsClosed() throws Exception {
    start("--user-message-rate", "1");
    int closed = 0;
    for (Wire wire : useUp()) {
      Wire.Frame frame = wire.read();
      if (frame.opcode() == Wire.CLOSE) {
        closed++;
        assertThat(frame.code()).isEqualTo(1013);
        assertThat(frame.reason())
            .isEqualTo("more than 1 messages a second on all connections of one user");
      }
    }
    assertThat(closed).isBetween(1, 29);
  }

  /** Uses up the messages of half a minute. */
  private List<Wire> useUp() throws IOException {
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      wires.add(open(ANN));
    }
    for (Wire wire : wires) {
      wire.text("x");
    }
    return wires;
  }
}
