package io.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.page.Relay;
import io.parley.tool.Document;
import io.parley.tool.JsonWire;
import io.parley.tool.RunningParley;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The clients of {@code clients.md}, as they stand there. One whose interpreter is not installed is
 * left out, and the build's output says so; with {@code TEST_CLIENTS=required} in the environment
 * it fails.
 */
class DocumentedClientsIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(DocumentedClient.class)
  void comesBackWithoutLossOrRepetition(DocumentedClient client) throws Exception {
    leaveOut(client, client.missing());
    try (RunningParley parley = RunningParley.start("--port", "0", "--grace", "2m");
        Relay relay = Relay.to(parley.port(0))) {
      ResumeScenario.run(parley, relay, (url, name) -> client.start(folder, url, name));
    }
  }

  @Test
  void theJavaClientNoticesThatNothingComesAnyMore() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0");
        Relay relay = Relay.to(parley.port(0));
        JsonWire other = JsonWire.open(parley.port(0), "/chat/tea")) {
      other.ask("{'type':'join','name':'Wim'}");
      relay.swallowAnswersToMessages();
      String url = "ws://localhost:" + relay.port() + "/chat/tea";
      try (ResumeScenario.Client client = DocumentedClient.JAVA.start(folder, url, "Cli")) {
        assertThat(other.await()).containsEntry("type", "arrived");
        client.say("one");
        relay.swallowNoMore();
        assertThat(client.printed()).isEqualTo("sent: one");
      }
    }
  }

  private static void leaveOut(DocumentedClient client, Optional<String> missing) {
    if (missing.isPresent()) {
      String reason = "the documented client " + client + ": " + missing.get();
      assertThat(System.getenv("TEST_CLIENTS")).as(reason).isNotEqualTo("required");
      System.out.println("LEFT OUT: " + reason);
      assumeTrue(false, reason);
    }
  }

  @Test
  void curlShowsTheHandshakeAndTheWelcome() throws Exception {
    try (RunningParley parley = RunningParley.start("--port", "0")) {
      String command = Document.named("clients.md").command("curl -iN");
      Process curl =
          new ProcessBuilder(
                  "sh", "-c", command.replace("localhost:8080", "localhost:" + parley.port(0)))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String printed = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(printed)
          .startsWith("HTTP/1.1 101 Switching Protocols")
          .containsIgnoringCase("Sec-WebSocket-Protocol: parley.1.json")
          .contains("{\"type\":\"welcome\"");
    }
  }
}
