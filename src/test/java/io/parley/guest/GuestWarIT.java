package io.parley.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.guard.GuardListener;
import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.TinyWar;
import io.parley.tool.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web application of a guest's, whose endpoint takes its negotiation from the guard's jar. */
class GuestWarIT {
  private static final String LISTENER =
      "<listener><listener-class>" + GuardListener.class.getName() + "</listener-class></listener>";
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "paths", "/echo, /live/{id}",
          "shared-paths", "/both",
          "subprotocols", "echo.parley, soap, wamp",
          "allow-origin", "https://app.example");

  @TempDir private static Path folder;
  private static RunningParley guest;

  @BeforeAll
  static void start() throws Exception {
    guest = RunningParley.serve(war("guest", parameters(PARAMETERS) + LISTENER), "--port", "0");
  }

  @AfterAll
  static void stop() throws IOException {
    guest.close();
  }

  private static Path war(String name, String descriptor, Class<?>... more) throws IOException {
    try (TinyWar war = TinyWar.at(folder.resolve(name + ".war"))) {
      return war.with(GuestEcho.class, FreeEcho.class, GuestPage.class)
          .with(more)
          .withJars(RunningParley.guardJar(), jackson())
          .withDescriptor(descriptor)
          .pack();
    }
  }

  private static String parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            p ->
                "<context-param><param-name>parley.guard.%s</param-name><param-value>%s</param-value></context-param>"
                    .formatted(p.getKey(), p.getValue()))
        .collect(Collectors.joining());
  }

  private static Path jackson() {
    return Path.of(
        tools.jackson.core.JsonGenerator.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());
  }

  /**
   * All but those that are about Parley's own paths and its host names, what passes by in a guest's
   * application, Jetty's own answers, and the window that only Parley's own server can name.
   */
  static List<HandshakeCase> cases() {
    return HandshakeCase.all().stream()
        .filter(handshake -> handshake.lines().get(0).matches("\\S+ \\S*/echo(\\?\\S*)? .*"))
        .filter(handshake -> handshake.status() != 421 && handshake.status() != 404)
        .filter(handshake -> !handshake.isPrefilter())
        .filter(handshake -> handshake.fields().stream().noneMatch(GuestWarIT::namesTheWindow))
        .toList();
  }

  private static boolean namesTheWindow(String field) {
    return field.contains("server_max_window_bits");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheTableSays(HandshakeCase handshake) throws IOException {
    try (RawClient client = new RawClient(guest.port(0))) {
      Answer answer = client.ask(handshake.request("localhost:" + guest.port(0)));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(handshake.status());
      for (String field : handshake.fields()) {
        assertThat(answer.fields()).anySatisfy(line -> assertSame(line, field));
      }
      handshake.absent().forEach(name -> assertThat(answer.values(name)).isEmpty());
      if (answer.status() == 101) {
        Wire.over(client).text("echo");
        assertThat(Wire.over(client).read().opcode()).isEqualTo(Wire.TEXT);
      } else if (!handshake.lines().get(0).startsWith("HEAD")) {
        assertThat(answer.content())
            .startsWith("{\"type\":\"/problems/" + handshake.code().orElseThrow() + "\"");
      }
    }
  }

  /** Neither the order of an extension's parameters nor the blanks in a list mean anything. */
  private static void assertSame(String line, String field) {
    assertThat(line.split(": *|; *|, *", -1))
        .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
        .containsExactlyInAnyOrder(field.split(": *|; *|, *", -1));
  }

  @Test
  void triesMostOfTheTable() {
    assertThat(cases()).hasSizeGreaterThan(80);
  }

  private static Answer ask(RunningParley server, String path, String... fields)
      throws IOException {
    String more = Arrays.stream(fields).map(f -> f + "\r\n").collect(Collectors.joining());
    try (RawClient client = new RawClient(server.port(0))) {
      return client.ask("GET " + path + " HTTP/1.1\r\nHost: any.example\r\n" + more + "\r\n");
    }
  }

  private static Answer shake(RunningParley server, String path, String... more)
      throws IOException {
    String[] fields = {
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13"
    };
    String[] all = Arrays.copyOf(fields, fields.length + more.length);
    System.arraycopy(more, 0, all, fields.length, more.length);
    return ask(server, path, all);
  }

  @Test
  void takesTheGuardFromTheJar() throws IOException {
    assertThat(ask(guest, "/page").content()).contains("WEB-INF/lib/parley-guard.jar");
  }

  @Test
  void letsPagesPassBy() throws IOException {
    assertThat(ask(guest, "/page").status()).isEqualTo(200);
    assertThat(ask(guest, "/both").status()).isEqualTo(200);
    assertThat(ask(guest, "/nowhere").status()).isEqualTo(404);
  }

  @Test
  void leavesAttemptsOnOtherPathsToTheContainer() throws IOException {
    Answer free = shake(guest, "/free", "Origin: https://evil.example");
    assertThat(free.status()).isEqualTo(101);
    Answer unknown = shake(guest, "/nowhere");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.values("Content-Type")).doesNotContain("application/problem+json");
  }

  @Test
  void judgesAttemptsOnAPathThatItSharesWithAPage() throws IOException {
    assertThat(shake(guest, "/both", "Origin: https://evil.example").status()).isEqualTo(403);
  }

  @Test
  void judgesAttemptsOnAPathWithAVariable() throws IOException {
    assertThat(ask(guest, "/live/7").status()).isEqualTo(426);
    assertThat(ask(guest, "/live/7/x").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo;x=1", "/x/../echo", "/./echo"})
  void letsNoOtherSpellingOfThePathPast(String path) throws IOException {
    assertThat(shake(guest, path, "Origin: https://evil.example").status()).isNotEqualTo(101);
  }

  @Test
  void acceptsAListedOrigin() throws IOException {
    assertThat(shake(guest, "/echo", "Origin: https://app.example").status()).isEqualTo(101);
    assertThat(shake(guest, "/echo", "Origin: https://evil.example").status()).isEqualTo(403);
  }

  @Test
  void canBeExtendedByAListenerThatIsAnnotated() throws Exception {
    Map<String, String> parameters =
        Map.of("paths", "/echo", "require-origin", "true", "deflate", "false");
    Path war = war("annotated", parameters(parameters), GuestListener.class);
    try (RunningParley server = RunningParley.serve(war, "--port", "0")) {
      assertThat(shake(server, "/echo").status()).isEqualTo(403);
      Answer plain =
          shake(
              server,
              "/echo",
              "Origin: https://any.example",
              "Sec-WebSocket-Protocol: soap",
              "Sec-WebSocket-Extensions: permessage-deflate");
      assertThat(plain.status()).isEqualTo(101);
      assertThat(plain.values("Sec-WebSocket-Extensions")).isEmpty();
      assertThat(plain.values("Sec-WebSocket-Protocol")).isEmpty();
    }
  }

  @Test
  void isSetUpAsItsPageSays() throws Exception {
    String page = Files.readString(Path.of("src/site/markdown/library.md"));
    int start = page.indexOf("<context-param>");
    String example = page.substring(start, page.indexOf("</web-app>", start));
    try (RunningParley server = RunningParley.serve(war("example", example), "--port", "0")) {
      Answer answer = shake(server, "/echo", "Sec-WebSocket-Protocol: mqtt, wamp");
      assertThat(answer.values("Sec-WebSocket-Protocol")).containsExactly("wamp");
      assertThat(ask(server, "/live/7").status()).isEqualTo(426);
    }
  }

  @Test
  void isNotDeployedWithABadParameter() throws Exception {
    Path war = war("bad", parameters(Map.of("paths", "echo")) + LISTENER);
    assertThatThrownBy(() -> RunningParley.serve(war, "--port", "0"))
        .hasMessage(
            "Bad parley.guard.paths in the context parameters: \"echo\";"
                + " expected a path, such as /ws or /live/{id}.");
  }
}
