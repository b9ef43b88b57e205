package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.IssuedTokens;
import io.parley.tool.IssuedTokens.Token;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that somebody sends beside the connection of a client that cannot send them itself. */
class RenewalIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");
  private static final int PATIENCE = 30_000;

  @TempDir private static Path folder;

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start(ISSUER.options(folder, "--token-skew", "0s"));
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  /** A client of plain text. */
  private record Client(RawClient raw, Wire wire, String id) implements AutoCloseable {
    static Client open(String attempt, String token) throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), parley.port(0));
      socket.setSoTimeout(PATIENCE);
      RawClient raw = new RawClient(socket);
      String target = "/chat/tea?attempt=" + attempt;
      String field = "Authorization: Bearer " + token;
      assertThat(raw.ask(WayIn.request(target, field)).status()).isEqualTo(101);
      Answer explained = ask("GET", "/handshakes/" + attempt, List.of());
      assertThat(explained.status()).isEqualTo(200);
      String id = Json.object(explained.content()).get("handshake").toString();
      return new Client(raw, Wire.over(raw), id);
    }

    @Override
    public void close() throws IOException {
      raw.close();
    }
  }

  private static Answer ask(String method, String target, List<String> fields) throws IOException {
    return ask(parley.port(0), method, target, fields);
  }

  private static Answer ask(int port, String method, String target, List<String> fields)
      throws IOException {
    try (RawClient client = new RawClient(port)) {
      List<String> all = new ArrayList<>(fields);
      all.add("Host: localhost");
      all.add("Connection: close");
      String head = method + " " + target + " HTTP/1.1\r\nContent-Length: 0\r\n";
      return client.ask(head + String.join("\r\n", all) + "\r\n\r\n");
    }
  }

  private static Answer renew(String id, String token) throws IOException {
    List<String> fields = List.of("Authorization: Bearer " + token);
    return ask("POST", "/sessions/" + id + "/token", fields);
  }

  private static String codeOf(Answer answer) {
    return Json.object(answer.content()).get("code").toString();
  }

  @Test
  void keepAPlainTextClientPastTheEndOfItsFirstToken() throws IOException {
    String first = ISSUER.token("ann", Duration.ofSeconds(4), Map.of());
    String bobs = ISSUER.token("bob", Duration.ofSeconds(4), Map.of());
    try (Client ann = Client.open("renewed-renewed-renewed", first);
        Client bob = Client.open("left-left-left-left-left", bobs)) {
      Answer renewed = renew(ann.id(), ISSUER.token("ann"));
      assertThat(renewed.status()).isEqualTo(200);
      assertThat(renewed.values("Cache-Control")).containsExactly("no-store");
      Instant until = Instant.parse(Json.object(renewed.content()).get("until").toString());
      assertThat(until).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
      Wire.Frame close = bob.wire().read();
      assertThat(close.code()).isEqualTo(1008);
      assertThat(close.reason()).isEqualTo("token-expired");
      assertThat(Instant.now()).isBefore(until);
      ann.wire().text("still here");
      Wire.Frame said = ann.wire().read();
      assertThat(said.text()).isEqualTo("data received");
    }
  }

  @Test
  void areOfTheUserOfTheConnection() throws IOException {
    try (Client ann = Client.open("foreign-foreign-foreign", ISSUER.token("ann"))) {
      Answer foreign = renew(ann.id(), ISSUER.token("bob"));
      assertThat(foreign.status()).isEqualTo(403);
      assertThat(codeOf(foreign)).isEqualTo("token-of-another-user");
      assertThat(renew("unknown", ISSUER.token("ann")).status()).isEqualTo(404);
      ann.wire().text("still here");
      assertThat(ann.wire().read().text()).isEqualTo("data received");
    }
  }

  @Test
  void comeByPostToAConnection() throws IOException {
    List<String> token = List.of("Authorization: Bearer " + ISSUER.token("ann"));
    Answer get = ask("GET", "/sessions/x/token", token);
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.values("Allow")).containsExactly("POST");
    for (String path : List.of("/sessions", "/sessions/", "/sessions/x", "/sessions//token")) {
      assertThat(ask("POST", path, token).status()).as(path).isIn(400, 404);
    }
    Answer none = ask("POST", "/sessions/x/token", List.of());
    assertThat(none.status()).isEqualTo(401);
    assertThat(codeOf(none)).isEqualTo("authentication-required");
    List<String> twice = List.of(token.get(0), token.get(0));
    assertThat(codeOf(ask("POST", "/sessions/x/token", twice))).isEqualTo("credentials-repeated");
  }

  @Test
  void getTheSameCodesAsInAHandshake() throws Exception {
    IssuedTokens issued = IssuedTokens.make(Files.createDirectory(folder.resolve("issued")));
    List<String> options = new ArrayList<>(IssuedTokens.RULES);
    options.addAll(List.of("--port", "0", "--max-header", "65536", "--token-key-file"));
    options.add(issued.folder().resolve("jwks.json").toString());
    List<String> wrong = new ArrayList<>();
    try (RunningParley other = RunningParley.start(options.toArray(String[]::new))) {
      for (Token token : issued.tokens()) {
        List<String> field = List.of("Authorization: Bearer " + token.text());
        Answer answer = ask(other.port(0), "POST", "/sessions/none/token", field);
        String code = answer.status() == 404 ? "ok" : codeOf(answer);
        if (!code.equals(token.code())) {
          wrong.add(token.name() + ": " + code + " instead of " + token.code());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
