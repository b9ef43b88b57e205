package io.parley.app;

import static io.parley.tool.Http2Client.DATA;
import static io.parley.tool.Http2Client.END_HEADERS;
import static io.parley.tool.Http2Client.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.Http2Client;
import io.parley.tool.Http2Client.Frame;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case of {@code handshakes-http2.txt} in frames over sockets. */
@Timeout(120)
class Http2HandshakeIT {
  private static final int LEAST_CASES = 30;

  private static RunningParley parley;

  /**
   * @param answer the status
   * @param expected fields of the answer, and after a dash the names of absent ones
   */
  record Case(
      String name,
      List<Map.Entry<String, String>> fields,
      String answer,
      Optional<String> code,
      List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0", "--h2c", "true");
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  private static String host() {
    return "localhost:" + parley.port(0);
  }

  static List<Case> cases() throws IOException {
    try (InputStream file = Http2HandshakeIT.class.getResourceAsStream("/handshakes-http2.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n## ", -1)).skip(1).map(Http2HandshakeIT::parse).toList();
    }
  }

  private static Case parse(String text) {
    List<Map.Entry<String, String>> fields =
        new ArrayList<>(Http2Client.handshake("{host}", "/echo"));
    List<String> lines = text.lines().toList();
    lines.stream()
        .filter(line -> line.startsWith("> "))
        .forEach(line -> change(fields, line.substring(2)));
    List<String> answer =
        lines.stream().filter(line -> line.startsWith("< ")).map(l -> l.substring(2)).toList();
    String[] verdict = answer.get(0).split(" ", 2);
    return new Case(
        lines.get(0),
        List.copyOf(fields),
        verdict[0],
        Arrays.stream(verdict).skip(1).findFirst(),
        answer.subList(1, answer.size()));
  }

  private static void change(List<Map.Entry<String, String>> fields, String change) {
    if (change.startsWith("- ")) {
      fields.removeIf(field -> field.getKey().equals(change.substring(2)));
      return;
    }
    boolean more = change.startsWith("+ ");
    String line = more ? change.substring(2) : change;
    int colon = line.indexOf(':', 1);
    Map.Entry<String, String> field =
        Map.entry(line.substring(0, colon), line.substring(colon + 1).strip());
    if (more) {
      int at = field.getKey().startsWith(":") ? 0 : fields.size();
      fields.add(at, field);
    } else {
      fields.replaceAll(old -> old.getKey().equals(field.getKey()) ? field : old);
    }
  }

  /** Only a server sends the setting (RFC 8441 3); some clients send it all the same. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void noSettingOfTheClientIsNeeded(int value) throws IOException {
    try (Http2Client client = Http2Client.clear(parley.port(0))) {
      if (value >= 0) {
        client.send(Http2Client.SETTINGS, 0, 0, new byte[] {0, 8, 0, 0, 0, (byte) value});
      }
      Frame settings = client.await(frame -> frame.is(Http2Client.SETTINGS, 0));
      assertThat(settings.payload()).containsSequence(0, 8, 0, 0, 0, 1);
      assertThat(client.open(1, host(), "/echo").status()).isEqualTo(200);
      client.frame(1, 0x81, "hello");
      assertThat(client.message(1)).isEqualTo("hello");
    }
  }

  @Test
  void hasEnoughCases() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(LEAST_CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheTableSays(Case handshake) throws IOException {
    List<Map.Entry<String, String>> fields =
        handshake.fields().stream()
            .map(field -> Map.entry(field.getKey(), field.getValue().replace("{host}", host())))
            .toList();
    try (Http2Client client = Http2Client.clear(parley.port(0))) {
      client.send(HEADERS, END_HEADERS, 1, Http2Client.block(fields));
      Frame answer = client.await(frame -> frame.is(HEADERS, 1));
      assertThat(answer.value(":status")).isEqualTo(handshake.answer());
      check(handshake, answer);
      if (handshake.answer().equals("200")) {
        client.frame(1, 0x89, "hello");
        client.await(frame -> frame.is(DATA, 1) && frame.text().endsWith("hello"));
      } else if (!handshake.name().equals("HEAD")) {
        assertThat(client.await(frame -> frame.is(DATA, 1)).text())
            .startsWith("{\"type\":\"/problems/" + handshake.code().orElseThrow() + "\",")
            .contains("\"status\":" + handshake.answer() + ",", "\"findings\":[{");
      }
    }
  }

  private static void check(Case handshake, Frame answer) {
    for (String field : handshake.expected()) {
      if (field.startsWith("- ")) {
        assertThat(answer.values(field.substring(2))).isEmpty();
      } else {
        String name = field.substring(0, field.indexOf(':'));
        String value = answer.value(name).replaceAll("\\s*;\\s*", ";");
        assertThat(name + ": " + value).isEqualTo(field);
      }
    }
    for (String absent : List.of("connection", "upgrade", "server", "keep-alive")) {
      assertThat(answer.values(absent)).as(absent).isEmpty();
    }
    if (handshake.code().isPresent()) {
      assertThat(answer.value("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.value("cache-control")).isEqualTo("no-store");
    }
  }

  @Test
  void explainsAHandshakeInTheJournalAsOverHttp11() throws IOException {
    String attempt = "attempt-over-http2-0001-abcdef";
    try (Http2Client client = Http2Client.clear(parley.port(0))) {
      Frame answer = client.open(1, host(), "/nothing?attempt=" + attempt);
      assertThat(answer.status()).isEqualTo(404);
    }
    try (RawClient client = new RawClient(parley.port(0))) {
      RawClient.Answer journal =
          client.ask("GET /handshakes/" + attempt + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
      assertThat(journal.status()).isEqualTo(200);
      assertThat(journal.content())
          .contains("CONNECT", "HTTP/2", ":protocol", ":authority", "path-unknown")
          .contains("\"rule\":\"protocol\",\"outcome\":\"passed\"");
    }
  }

  @Test
  void acceptsAClientThatSaysItOffersNoTunnel() throws IOException {
    try (Http2Client client = Http2Client.clear(parley.port(0))) {
      client.send(Http2Client.SETTINGS, 0, 0, new byte[] {0, 8, 0, 0, 0, 0});
      assertThat(client.open(1, host(), "/echo").status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotSpeakHttp2WithoutTlsUnlessTold() throws Exception {
    try (RunningParley plain = RunningParley.start("--port", "0");
        Http2Client client = Http2Client.clear(plain.port(0))) {
      assertThat(client.isClosed()).isTrue();
    }
  }
}
