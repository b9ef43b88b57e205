package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.container.login.BasicLogin;
import io.parley.container.login.OpenIdLogin;
import io.parley.settings.Option;
import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users of a full server: {@code ann} with the role {@code staff} and {@code bob} with {@code
 * guest}. Its rooms are for roles, and it accepts tokens of an issuer too.
 */
@Tag("server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PrincipalContract {
  static final String PASSWORD = "letmein";
  static final Map<String, String> ROLES = Map.of("ann", "staff", "bob", "guest");

  private static final String RIGHTS =
      """
      {"rules": [
        {"match": "open", "may": ["join", "publish", "history", "who"], "users": ["*"]},
        {"match": "team", "may": ["join", "publish", "history", "who"], "roles": ["staff"]}
      ]}
      """;

  private final TokenIssuer issuer = TokenIssuer.withKey("1");
  private OpenIdProvider provider;
  private ServerProcess server;

  /**
   * Starts it; does not wait.
   *
   * @param wars whose names without {@code .war} are the context paths
   * @param environment settings of the WARs
   */
  abstract ServerProcess launch(Path work, List<Path> wars, Map<String, String> environment)
      throws Exception;

  /** The name of the realm of its users. */
  abstract String realm();

  /** Whether a handshake without a login is answered with the form; else it is not answered. */
  abstract boolean answersWithTheForm();

  @BeforeAll
  void start() throws Exception {
    Path work = Deployment.emptied(getClass().getSimpleName());
    List<Path> wars =
        List.of(
            SecuredWar.basic(work.resolve("basic.war"), realm()).file(),
            SecuredWar.form(work.resolve("form.war"), realm()).file(),
            SecuredWar.mechanism(work.resolve("mechanism.war"), BasicLogin.class).file(),
            SecuredWar.mechanism(work.resolve("openid.war"), OpenIdLogin.class).file());
    provider = new OpenIdProvider(ROLES);
    Map<String, String> settings = settings(work);
    settings.put(OpenIdLogin.PROVIDER, provider.uri());
    server = launch(work, wars, settings);
    for (String context : List.of("/basic", "/form", "/mechanism", "/openid")) {
      server.await(() -> isUp(context), "serve " + context);
    }
  }

  private Map<String, String> settings(Path work) throws IOException {
    Map<String, String> settings = new HashMap<>();
    Path rights = Files.writeString(work.resolve("rights.json"), RIGHTS);
    Path keys = Files.writeString(work.resolve("jwks.json"), issuer.keys());
    settings.put(Option.RIGHTS.environmentName(), rights.toString());
    settings.put(Option.TOKEN_KEY_FILE.environmentName(), keys.toString());
    settings.put(Option.TOKEN_ISSUER.environmentName(), TokenIssuer.rules().get(1));
    settings.put(Option.TOKEN_AUDIENCE.environmentName(), TokenIssuer.rules().get(3));
    return settings;
  }

  /** Whether the application is deployed, and its login and users with it. */
  private boolean isUp(String context) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      String login = context.equals("/form") ? "" : basic("ann", PASSWORD);
      int status = client.ask(get(context + "/", login)).status();
      return status == (context.equals("/openid") ? 302 : 200);
    } catch (IOException notYet) {
      return false;
    }
  }

  @AfterAll
  void stop() throws Exception {
    if (server != null) {
      server.stop();
    }
    if (provider != null) {
      provider.close();
    }
  }

  static String basic(String user, String password) {
    byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes) + "\r\n";
  }

  private static String get(String path, String fields) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
  }

  private JsonWire open(String path, String fields) throws IOException {
    return JsonWire.open(server.port(), path, "127.0.0.1", fields);
  }

  private static String upgrade(String context, String fields) {
    String handshake =
        String.join(
            "\r\n",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            fields);
    return get(context + "/chat", handshake);
  }

  /** Joins as the container's user, under a name that it does not choose itself. */
  private static void joins(JsonWire wire, String room, String user) throws IOException {
    Map<String, Object> joined = wire.ask("{'type':'join','room':'" + room + "','name':'eve'}");
    assertThat(joined).containsEntry("type", "joined");
    assertThat(joined.get("member").toString()).contains("name=" + user, "proven=true");
    wire.send("{'type':'say','ref':'s','room':'" + room + "','text':'hi'}");
    assertThat(wire.read()).containsEntry("type", "said");
  }

  private static void mayNotJoin(JsonWire wire, String room) throws IOException {
    assertThat(wire.ask("{'type':'join','room':'" + room + "'}"))
        .containsEntry("type", "error")
        .containsEntry("code", "not-allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/basic", "/mechanism"})
  void aUserJoinsTheRoomsOfItsRoles(String context) throws IOException {
    try (JsonWire ann = open(context + "/chat", basic("ann", PASSWORD))) {
      assertThat(ann.welcome()).containsEntry("name", "ann");
      joins(ann, "team", "ann");
      joins(ann, "open", "ann");
      mayNotJoin(ann, "other");
    }
    try (JsonWire bob = open(context + "/chat", basic("bob", PASSWORD))) {
      mayNotJoin(bob, "team");
      joins(bob, "open", "bob");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/basic", "/mechanism"})
  void withoutTheRightPasswordAHandshakeIsRefusedByTheContainer(String context) throws IOException {
    for (String login : List.of("", basic("ann", "wrong"), basic("zoe", PASSWORD))) {
      Answer answer = ask(upgrade(context, login));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.value("WWW-Authenticate")).startsWithIgnoringCase("Basic realm=");
    }
  }

  /** The token alone lets nobody past the container. */
  @ParameterizedTest
  @ValueSource(strings = {"/basic", "/mechanism"})
  void aTokenBesideAContainersUserDoesNotCount(String context) throws IOException {
    byte[] token = issuer.token("zoe").getBytes(StandardCharsets.US_ASCII);
    String carrier =
        "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(token)
            + "\r\n";
    try (JsonWire ann = open(context + "/chat", carrier + basic("ann", PASSWORD))) {
      joins(ann, "team", "ann");
    }
    assertThat(ask(upgrade(context, carrier)).status()).isEqualTo(401);
  }

  @Test
  void theSessionOfAFormCountsInItsHandshakes() throws IOException {
    String session = logIn("ann", PASSWORD);
    try (JsonWire ann = open("/form/chat", "Cookie: " + session + "\r\n")) {
      joins(ann, "team", "ann");
    }
    String bearer = "Authorization: Bearer " + issuer.token("zoe") + "\r\n";
    try (JsonWire ann = open("/form/chat", bearer + "Cookie: " + session + "\r\n")) {
      joins(ann, "open", "ann");
    }
  }

  @Test
  void theSessionOfAnOpenIdUserCountsInItsHandshakes() throws IOException {
    for (String user : ROLES.keySet()) {
      Answer asked = ask(get("/openid/", ""));
      assertThat(asked.value("Location")).startsWith(provider.uri() + "/authorize?");
      String session = cookie(asked, "");
      URI back = URI.create(provider.logIn(user, asked.value("Location")));
      String path = back.getRawPath() + "?" + back.getRawQuery();
      session = cookie(ask(get(path, "Cookie: " + session + "\r\n")), session);
      try (JsonWire wire = open("/openid/chat", "Cookie: " + session + "\r\n")) {
        joins(wire, "open", user);
        if (ROLES.get(user).equals("staff")) {
          joins(wire, "team", user);
        } else {
          mayNotJoin(wire, "team");
        }
      }
    }
    assertThat(ask(upgrade("/openid", "")).status()).isEqualTo(302);
  }

  @Test
  void withoutALoginASessionOpensNothing() throws IOException {
    for (String cookie : List.of("", "Cookie: " + logIn("ann", "wrong") + "\r\n")) {
      try (RawClient client = new RawClient(server.port())) {
        client.send(upgrade("/form", cookie));
        if (answersWithTheForm()) {
          Answer answer = client.answer();
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.content()).contains("j_security_check");
        } else {
          assertThat(client.isSilentFor(2_000)).isTrue();
        }
      }
    }
  }

  /** Sends the form as a browser does, and returns the last cookie. */
  private String logIn(String user, String password) throws IOException {
    String session = cookie(ask(get("/form/", "")), "");
    String form = "j_username=" + user + "&j_password=" + password;
    String fields =
        String.join(
            "\r\n",
            "Cookie: " + session,
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: " + form.length(),
            "",
            form);
    Answer sent = ask("POST /form/j_security_check HTTP/1.1\r\nHost: localhost\r\n" + fields);
    String next = cookie(sent, session);
    return cookie(ask(get("/form/", "Cookie: " + next + "\r\n")), next);
  }

  private Answer ask(String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.ask(request);
    }
  }

  /** A server may change the session's id at a login. */
  private static String cookie(Answer answer, String before) {
    return answer.values("Set-Cookie").stream()
        .filter(value -> value.startsWith("JSESSIONID="))
        .map(value -> value.split(";", 2)[0])
        .findFirst()
        .orElse(before);
  }
}
