package io.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.tool.IssuedTokens;
import io.parley.tool.IssuedTokens.Token;
import io.parley.tool.Json;
import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import io.parley.tool.TokenIssuer;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that a client of {@code parley.1.json} sends on its open connection. */
class TokenOnConnectionIT {
  private static final TokenIssuer ISSUER = TokenIssuer.withKey("1");

  /** Milliseconds without a frame after which a test has failed. */
  private static final int PATIENCE = 30_000;

  @TempDir private Path folder;

  /** The reply, behind what the server says of the coming end. */
  private static Map<String, Object> ask(JsonWire wire, String object) throws IOException {
    wire.send(object);
    return reply(wire);
  }

  private static Map<String, Object> reply(JsonWire wire) throws IOException {
    Map<String, Object> reply = wire.read();
    while (reply.get("type").equals("expiring")) {
      reply = wire.read();
    }
    return reply;
  }

  private static Map<String, Object> token(JsonWire wire, String token) throws IOException {
    return ask(wire, "{'type':'token','ref':'t','token':'" + token + "'}");
  }

  private RunningParley start() throws Exception {
    return RunningParley.start(ISSUER.options(folder, "--token-in-band", "true"));
  }

  @Test
  void givesTheRightsThatAClientHasNotBefore() throws Exception {
    try (RunningParley parley = start();
        JsonWire wire = JsonWire.open(parley.port(0), "/chat/tea")) {
      assertThat(ask(wire, "{'type':'join'}")).containsEntry("code", "not-allowed");
      Map<String, Object> known = token(wire, ISSUER.token("ann"));
      assertThat(known)
          .containsEntry("type", "authenticated")
          .containsEntry("ref", "t")
          .containsEntry("name", "ann");
      assertThat(known.get("until").toString()).matches("20.*Z");
      Map<String, Object> joined = ask(wire, "{'type':'join','name':'Bob'}");
      assertThat(joined.get("member").toString())
          .contains("name=ann", "proven=true", "id=" + known.get("session"));
    }
  }

  @Test
  void renewsForTheSameUserOnly() throws Exception {
    try (RunningParley parley = start();
        JsonWire wire = JsonWire.open(parley.port(0), "/chat/tea")) {
      Map<String, Object> first = token(wire, ISSUER.token("ann", Duration.ofMinutes(5), Map.of()));
      assertThat(token(wire, ISSUER.token("bob"))).containsEntry("code", "token-of-another-user");
      Map<String, Object> second = token(wire, ISSUER.token("ann"));
      assertThat(second).containsEntry("session", first.get("session"));
      assertThat(second.get("until").toString()).isGreaterThan(first.get("until").toString());
    }
  }

  @Test
  void isRefusedFiveTimesAtMost() throws Exception {
    try (RunningParley parley = start();
        JsonWire wire = JsonWire.open(parley.port(0), "/chat/tea")) {
      for (int i = 0; i < 5; i++) {
        assertThat(token(wire, "x")).containsEntry("code", "token-malformed");
      }
      assertThatThrownBy(() -> reply(wire)).hasMessage("closed with 1008 5 tokens were refused");
    }
  }

  @Test
  void hasTenSecondsToCome() throws Exception {
    try (RunningParley parley = start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), parley.port(0));
        RawClient client = new RawClient(socket)) {
      socket.setSoTimeout(PATIENCE);
      String offer = "Sec-WebSocket-Protocol: parley.1.json";
      assertThat(client.ask(WayIn.request("/chat", offer)).status()).isEqualTo(101);
      Wire wire = Wire.over(client);
      assertThat(wire.read().text()).contains("\"welcome\"");
      Map<String, Object> expiring = Json.object(wire.read().text());
      assertThat(expiring).containsEntry("type", "expiring");
      assertThat((long) expiring.get("seconds")).isLessThanOrEqualTo(10);
      Wire.Frame close = wire.read();
      assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
      assertThat(close.code()).isEqualTo(1008);
      assertThat(close.reason()).isEqualTo("token-expired");
    }
  }

  /** Only that subprotocol can take a token on the connection. */
  @Test
  void doesNotOpenAnotherSubprotocol() throws Exception {
    try (RunningParley parley = start()) {
      String json = "Sec-WebSocket-Protocol: parley.1.json";
      String text = "Sec-WebSocket-Protocol: parley.text, parley.1.json";
      assertThat(WayIn.handshake(parley.port(0), "/chat", json).status()).isEqualTo(101);
      assertThat(WayIn.handshake(parley.port(0), "/chat", text).status()).isEqualTo(401);
      assertThat(WayIn.handshake(parley.port(0), "/echo", json).status()).isEqualTo(401);
      assertThat(WayIn.handshake(parley.port(0), "/chat", "").status()).isEqualTo(401);
    }
  }

  @Test
  void isNoTypeOfAServerWithoutKeys() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0");
        JsonWire wire = JsonWire.open(parley.port(0), "/chat/tea")) {
      assertThat(token(wire, "x"))
          .containsEntry("code", "unknown-type")
          .containsEntry("message", "The type is none of join, say, history, who, leave.");
    }
  }

  @Test
  void getsTheSameCodesAsInAHandshake() throws Exception {
    IssuedTokens issued = IssuedTokens.make(Files.createDirectory(folder.resolve("issued")));
    List<String> options = new ArrayList<>(IssuedTokens.RULES);
    options.addAll(List.of("--port", "0", "--token-in-band", "true", "--token-key-file"));
    options.add(issued.folder().resolve("jwks.json").toString());
    List<String> wrong = new ArrayList<>();
    try (RunningParley parley = RunningParley.start(options.toArray(String[]::new))) {
      for (Token token : issued.tokens()) {
        try (JsonWire wire = JsonWire.open(parley.port(0), "/chat/tea")) {
          Map<String, Object> reply = token(wire, token.text());
          String code = reply.get("type").equals("error") ? reply.get("code").toString() : "ok";
          if (!code.equals(token.code())) {
            wrong.add(token.name() + ": " + code + " instead of " + token.code());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
