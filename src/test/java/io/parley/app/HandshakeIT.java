package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code handshakes.txt} on the wire, and what flows once it is accepted. */
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
        assertThat(answer.values(name))
            .as("%s in %s", name, answer.fields())
            .singleElement()
            .satisfies(value -> assertThat(canonical(name, value)).isEqualToIgnoringCase(field));
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
}
