package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code handshakes.txt} over sockets, and messages after accepted ones. */
class HandshakeIT {
  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0", "--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  private static String host() {
    return "localhost:" + parley.port(0);
  }

  private static RawClient connect() throws IOException {
    return new RawClient(parley.port(0));
  }

  static List<HandshakeCase> cases() {
    return HandshakeCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheTableSays(HandshakeCase handshake) throws IOException {
    try (RawClient client = connect()) {
      Answer answer = client.ask(handshake.request(host()));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(handshake.status());
      for (String field : handshake.fields()) {
        String name = field.substring(0, field.indexOf(':'));
        assertThat(canonical(name, answer.value(name)))
            .as("%s in %s", name, answer.fields())
            .isEqualToIgnoringCase(field);
      }
      handshake.absent().forEach(name -> assertThat(answer.values(name)).isEmpty());
      if (handshake.status() != 101) {
        checkRefusal(handshake, client, answer);
      }
    }
  }

  /** The order of an extension's parameters and the white space between them mean nothing. */
  private static String canonical(String name, String value) {
    String[] parts = value.split("\\s*;\\s*", -1);
    Arrays.sort(parts, 1, parts.length);
    return name + ": " + (name.endsWith("-Extensions") ? String.join(";", parts) : value);
  }

  private static void checkRefusal(HandshakeCase handshake, RawClient client, Answer answer)
      throws IOException {
    assertThat(answer.values("Content-Type")).containsExactly("application/problem+json");
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.values("Content-Length")).hasSize(1);
    assertThat(answer.values("Connection")).singleElement().asString().contains("close");
    assertThat(answer.values("Server")).isEmpty();
    if (!handshake.lines().get(0).startsWith("HEAD")) {
      assertThat(answer.content())
          .startsWith("{\"type\":\"/problems/" + handshake.code().orElseThrow() + "\",")
          .contains("\"status\":" + handshake.status() + ",", "\"findings\":[{");
    }
    assertThat(client.isAtEnd()).isTrue();
  }

  private static String sample(String path, String... fields) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: "
        + host()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + Arrays.stream(fields).map(field -> field + "\r\n").collect(Collectors.joining())
        + "\r\n";
  }

  /** RFC 9112 2.3: in one piece or byte by byte. */
  @Test
  void refusesAVersionThatIsNotSpelledInCapitals() throws IOException {
    String request = sample("/echo").replace("HTTP/1.1", "http/1.1");
    try (RawClient whole = connect();
        RawClient pieces = connect()) {
      assertThat(whole.ask(request).status()).isEqualTo(400);
      for (char c : request.substring(0, request.indexOf('\n') + 1).toCharArray()) {
        pieces.send(Character.toString(c));
      }
      assertThat(pieces.answer().status()).isEqualTo(400);
    }
  }

  @Test
  void losesNoFrameInTheSegmentOfTheRequest() throws IOException {
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(sample("/echo").getBytes(StandardCharsets.ISO_8859_1));
    segment.writeBytes(Wire.masked(0x81, "early".getBytes(StandardCharsets.UTF_8)));
    try (RawClient client = connect()) {
      assertThat(client.send(segment.toByteArray()).answer().status()).isEqualTo(101);
      assertThat(Wire.over(client).read().text()).isEqualTo("early");
    }
  }

  @Test
  void readsARequestThatComesByteByByte() throws IOException {
    try (RawClient client = connect()) {
      for (char c : sample("/echo").toCharArray()) {
        client.send(Character.toString(c));
      }
      assertThat(client.answer().status()).isEqualTo(101);
    }
  }

  /** RFC 7692 7.2: compressed both ways, and every message with a window of its own. */
  @Test
  void compressesBothWays() throws Exception {
    String offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    String text = "parley ".repeat(200);
    byte[] deflated = deflate(text);
    try (RawClient client = connect()) {
      assertThat(client.ask(sample("/echo", offer)).status()).isEqualTo(101);
      for (int time = 0; time < 2; time++) {
        Wire.Frame echoed = Wire.over(client.send(Wire.masked(0xc1, deflated))).read();
        assertThat(echoed.first()).as("FIN, RSV1 and text").isEqualTo(0xc1);
        assertThat(echoed.payload()).hasSizeLessThan(100);
        assertThat(inflate(echoed.payload())).isEqualTo(text);
      }
    }
  }

  /** RFC 6455 5.4: control frames may come between the fragments, compressed ones too. */
  @Test
  void readsACompressedMessageWithAPingBetweenItsFragments() throws Exception {
    String text = "parley ".repeat(200);
    byte[] deflated = deflate(text);
    int half = deflated.length / 2;
    try (RawClient client = connect()) {
      client.ask(sample("/echo", "Sec-WebSocket-Extensions: permessage-deflate"));
      client.send(Wire.masked(0x41, Arrays.copyOf(deflated, half)));
      client.send(Wire.masked(0x89, new byte[] {'p'}));
      client.send(Wire.masked(0x80, Arrays.copyOfRange(deflated, half, deflated.length)));
      assertThat(Wire.over(client).read().opcode()).isEqualTo(Wire.PONG);
      assertThat(inflate(Wire.over(client).read().payload())).isEqualTo(text);
    }
  }

  @Test
  void refusesACompressedFrameWhereNoneWasNegotiated() throws Exception {
    try (RawClient client = connect()) {
      assertThat(client.ask(sample("/echo")).status()).isEqualTo(101);
      client.send(Wire.masked(0xc1, deflate("x")));
      assertThat(Wire.over(client).read().code()).isEqualTo(1002);
    }
  }

  private static byte[] deflate(String text) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
    byte[] buffer = new byte[1_024];
    int size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(buffer, size - 4); // without 00 00 ff ff
  }

  private static String inflate(byte[] payload) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    byte[] input = Arrays.copyOf(payload, payload.length + 4);
    input[payload.length + 2] = (byte) 0xff;
    input[payload.length + 3] = (byte) 0xff;
    inflater.setInput(input);
    byte[] buffer = new byte[65_536];
    int size = inflater.inflate(buffer);
    inflater.end();
    return new String(buffer, 0, size, StandardCharsets.UTF_8);
  }

  @Test
  void letsAPageOfOneConnectorOpenASocketOfTheOther() throws IOException {
    String page = "Origin: http://localhost:" + parley.port(1);
    try (RawClient client = connect()) {
      assertThat(client.ask(sample("/chat", page)).status()).isEqualTo(101);
    }
  }

  @Test
  void keepsTheConnectionAfterAPage() throws IOException {
    String page = "GET / HTTP/1.1\r\nHost: " + host() + "\r\n\r\n";
    try (RawClient client = connect()) {
      assertThat(client.ask(page).status()).isEqualTo(200);
      assertThat(client.ask(sample("/echo")).status()).isEqualTo(101);
    }
  }

  @Test
  void answersAPageOverHttp10WithoutAHost() throws IOException {
    try (RawClient client = connect()) {
      Answer answer = client.ask("GET / HTTP/1.0\r\n\r\n");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.values("Content-Type")).containsExactly("text/html;charset=utf-8");
    }
  }

  @Test
  void namesTheProblemAndAllFindingsInTheBody() throws IOException {
    HandshakeCase version = named("version 25");
    try (RawClient client = connect()) {
      assertThat(
              client.ask(version.request(host())).content().replaceAll("\"01[A-Z0-9]{24}\"", "ID"))
          .startsWith(
              "{\"type\":\"/problems/version-unsupported\","
                  + "\"title\":\"Unsupported WebSocket version\",\"status\":400,"
                  + "\"detail\":\"Sec-WebSocket-Version was \\\"25\\\"; this server speaks 13.\","
                  + "\"code\":\"version-unsupported\",\"clause\":\"RFC 6455 4.4\","
                  + "\"link\":\"https://www.rfc-editor.org/rfc/rfc6455#section-4.4\","
                  + "\"advice\":\"Send Sec-WebSocket-Version: 13.\",\"handshake\":ID,"
                  + "\"findings\":[{\"rule\":\"host-served\",\"outcome\":\"passed\"");
    }
  }

  private static HandshakeCase named(String name) {
    return cases().stream().filter(c -> c.name().equals(name)).findAny().orElseThrow();
  }
}
