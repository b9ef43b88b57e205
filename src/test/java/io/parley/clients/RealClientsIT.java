package io.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that people use, with compression as they negotiate it by themselves. One that is not
 * installed is left out, and the build's output says so; with {@code TEST_CLIENTS=required} in the
 * environment it fails.
 */
class RealClientsIT {
  /** Alike, so that each is compressed with what was sent before; RFC 7692 7.1.1.2. */
  private static final List<String> MESSAGES =
      Stream.of("one", "two", "three", "four", "five 大廳")
          .map(last -> "parley parley parley parley parley ".repeat(4) + last)
          .toList();

  private static RunningParley parley;

  @BeforeAll
  static void start() throws Exception {
    parley = RunningParley.start("--port", "0");
  }

  @AfterAll
  static void stop() throws Exception {
    parley.close();
  }

  @ParameterizedTest
  @EnumSource(RealClient.class)
  void fiveCompressedMessagesGoThereAndBack(RealClient client) throws Exception {
    leaveOut(client, client.missing());
    String attempt = "client" + UUID.randomUUID().toString().replace("-", "");
    String url = "ws://localhost:" + parley.port(0) + "/echo?attempt=" + attempt;
    List<String> said = client.talk(url, MESSAGES);
    System.out.println(client + ": " + said.stream().findFirst().orElse("nothing"));
    assertThat(said).element(0).asString().matches("version \\d.*");
    assertThat(said.stream().skip(1))
        .containsExactlyElementsOf(MESSAGES.stream().map(text -> "heard " + text).toList());
    assertThat(answer(attempt)).contains("\"value\":\"permessage-deflate; server_no_context");
  }

  /** What the server answered, as its journal has it. */
  private static String answer(String attempt) throws IOException {
    try (RawClient client = new RawClient(parley.port(0))) {
      String host = "localhost:" + parley.port(0);
      String request = "GET /handshakes/" + attempt + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      String trace = client.ask(request).content();
      return trace.substring(trace.indexOf("\"answer\":"));
    }
  }

  private static void leaveOut(RealClient client, Optional<String> missing) {
    if (missing.isPresent()) {
      String reason = client + ": " + missing.get();
      assertThat(System.getenv("TEST_CLIENTS")).as(reason).isNotEqualTo("required");
      assumeTrue(false, reason);
    }
  }
}
