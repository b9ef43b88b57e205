package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Json;
import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.TokenIssuer;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Users, rooms and rights over every way in, in each subprotocol and at the resources of the
 * operator, against the WAR as a process of its own.
 */
class RightsMatrixIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");
  private static final Duration HOUR = Duration.ofHours(1);

  private static final String RIGHTS =
      """
      {"rules":[
        {"match":"open","may":["join","publish","history","who"]},
        {"match":"team-*","may":["join","publish"],"roles":["staff"]},
        {"match":"tea","may":["join","history"],"users":["ann"]}
      ]}
      """;

  /** The rights of each user in the rooms open, team-a and tea, by their first letters. */
  private static final Map<User, List<String>> EXPECTED =
      Map.of(
          User.ANN, List.of("jphw", "", "jh"),
          User.BOB, List.of("jphw", "jp", ""),
          User.CARL, List.of("", "", "jpw"),
          User.DORA, List.of("", "", ""),
          User.EVE, List.of("jphw", "", ""),
          User.OLGA, List.of("jphw", "", ""));

  private static final List<String> ROOMS = List.of("open", "team-a", "tea");

  private enum User {
    ANN(Map.of()),
    BOB(Map.of("roles", List.of("staff"))),
    CARL(
        Map.of("rooms", List.of(Map.of("match", "tea", "may", List.of("join", "publish", "who"))))),
    DORA(Map.of("rooms", List.of(), "roles", List.of("staff"))),
    EVE(Map.of()),
    OLGA(Map.of("roles", List.of("ops")));

    private final String token;

    User(Map<String, Object> claims) {
      this.token = ISSUER.token(name().toLowerCase(Locale.ROOT), HOUR, claims);
    }
  }

  /** How the token comes; each gives the lines of a handshake. */
  private enum Way {
    AUTHORIZATION,
    KUBERNETES,
    QUARKUS,
    COOKIE,
    TICKET,
    IN_BAND;

    String fields(String token) {
      return switch (this) {
        case AUTHORIZATION -> "Authorization: Bearer " + token + "\r\n";
        case KUBERNETES ->
            "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io."
                + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(token.getBytes(StandardCharsets.US_ASCII))
                + "\r\n";
        case QUARKUS ->
            "Sec-WebSocket-Protocol: quarkus-http-upgrade#Authorization#Bearer%20"
                + URLEncoder.encode(token, StandardCharsets.US_ASCII)
                + "\r\n";
        case COOKIE -> "Origin: http://localhost:" + port + "\r\nCookie: session=" + token + "\r\n";
        case TICKET, IN_BAND -> "";
      };
    }

    String query(String token) throws IOException {
      if (this != TICKET) {
        return "";
      }
      Answer answer = ask("POST", "/tickets", token);
      return "?ticket=" + Json.object(answer.content()).get("ticket");
    }
  }

  @TempDir private static Path folder;

  private static WarProcess process;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Path rights = Files.writeString(folder.resolve("rights.json"), RIGHTS);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                ISSUER.options(
                    folder,
                    "--rights",
                    rights.toString(),
                    "--token-cookie",
                    "session",
                    "--token-in-band",
                    "true",
                    "--operator-role",
                    "ops")));
    process =
        WarProcess.start(folder, folder.resolve("err"), Map.of(), arguments.toArray(String[]::new));
    port = URI.create(process.line()).getPort();
  }

  @AfterAll
  static void stop() {
    process.close();
  }

  private static Answer ask(String method, String target, String token) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.ask(
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
              + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
              + "\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void holdInParleyJson(Way way) throws IOException {
    for (User user : User.values()) {
      for (int i = 0; i < ROOMS.size(); i++) {
        String room = ROOMS.get(i);
        String target = "/chat/" + room + way.query(user.token);
        try (JsonWire wire = JsonWire.open(port, target, "127.0.0.1", way.fields(user.token))) {
          if (way == Way.IN_BAND) {
            assertThat(reply(wire, "{'type':'join','ref':'r'}"))
                .as("%s before its token in %s", user, room)
                .containsEntry("code", "not-allowed");
            assertThat(reply(wire, "{'type':'token','ref':'r','token':'" + user.token + "'}"))
                .containsEntry("type", "authenticated");
          }
          assertThat(rights(wire)).as("%s in %s", user, room).isEqualTo(EXPECTED.get(user).get(i));
        }
      }
    }
  }

  private static String rights(JsonWire wire) throws IOException {
    StringBuilder rights = new StringBuilder();
    if (may(wire, "{'type':'join','ref':'r'}", "joined", "not-allowed")) {
      rights.append('j');
    }
    String otherwise = rights.isEmpty() ? "not-joined" : "not-allowed";
    if (may(wire, "{'type':'say','ref':'r','text':'hi'}", "said", otherwise)) {
      rights.append('p');
    }
    if (may(wire, "{'type':'history','ref':'r'}", "history", otherwise)) {
      rights.append('h');
    }
    if (may(wire, "{'type':'who','ref':'r'}", "members", otherwise)) {
      rights.append('w');
    }
    return rights.toString();
  }

  private static boolean may(JsonWire wire, String request, String yes, String no)
      throws IOException {
    Map<String, Object> reply = reply(wire, request);
    if (!reply.get("type").equals("error")) {
      assertThat(reply).containsEntry("type", yes);
      return true;
    }
    assertThat(reply).containsEntry("code", no);
    return false;
  }

  private static Map<String, Object> reply(JsonWire wire, String request) throws IOException {
    wire.send(request);
    Map<String, Object> reply = wire.read();
    while (!reply.containsKey("ref")) {
      reply = wire.read();
    }
    return reply;
  }

  @ParameterizedTest
  @EnumSource(value = Way.class, mode = EnumSource.Mode.EXCLUDE, names = "IN_BAND")
  void holdInPlainText(Way way) throws IOException {
    for (User user : User.values()) {
      for (int i = 0; i < ROOMS.size(); i++) {
        String expected = EXPECTED.get(user).get(i);
        String target = "/chat/" + ROOMS.get(i) + way.query(user.token);
        assertThat(publishes(target, way.fields(user.token)))
            .as("%s in %s", user, ROOMS.get(i))
            .isEqualTo(
                expected.isEmpty() ? "1008" : expected.contains("p") ? "data received" : "1008");
      }
    }
  }

  private static String publishes(String target, String fields) throws IOException {
    try (RawClient client = new RawClient(port)) {
      Answer answer =
          client.ask(
              "GET "
                  + target
                  + " HTTP/1.1\r\nHost: localhost:"
                  + port
                  + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Protocol: parley.text\r\n"
                  + fields
                  + "\r\n");
      assertThat(answer.status()).isEqualTo(101);
      Wire wire = Wire.over(client);
      wire.text("hi");
      Wire.Frame frame = wire.read();
      return frame.opcode() == Wire.CLOSE ? "" + frame.code() : frame.text();
    }
  }

  /** Each token without the role counts as a guess: ten of them may be wrong. */
  @Test
  void openTheOperatorsResourcesToTheRoleAlone() throws IOException {
    for (String target : List.of("/operator", "/metrics", "/handshakes")) {
      assertThat(ask("GET", target, User.OLGA.token).status()).as(target).isEqualTo(200);
      assertThat(ask("GET", target, User.BOB.token).status()).as(target).isEqualTo(401);
      assertThat(ask("GET", target, User.DORA.token).status()).as(target).isEqualTo(401);
      assertThat(ask("GET", target, "").status()).as(target).isEqualTo(401);
    }
    assertThat(ask("DELETE", "/members/nobody", User.BOB.token).status()).isEqualTo(401);
  }

  @Test
  void removeAMemberByARole() throws IOException {
    String fields = Way.AUTHORIZATION.fields(User.ANN.token);
    try (JsonWire ann = JsonWire.open(port, "/chat/tea", "127.0.0.1", fields)) {
      Answer removed = ask("DELETE", "/members/ann", User.OLGA.token);
      assertThat(removed.status()).isEqualTo(200);
      assertThat(removed.content()).isEqualTo("{\"closed\":1}");
      assertThat(ann.closeFrame().code()).isEqualTo(1008);
    }
  }
}
