package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.HandshakeCase;
import io.parley.tool.Json;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WelcomeIT {
  @Test
  void aMemberIsToldHowItsHandshakeWasDecided() throws Exception {
    try (RunningParley server = RunningParley.start("--port", "0");
        RawClient client = new RawClient(server.port(0))) {
      String request =
          HandshakeCase.all()
              .get(0)
              .request("localhost:" + server.port(0))
              .replace("/echo", "/chat/tea")
              .replaceFirst("\r\n\r\n", "\r\nSec-WebSocket-Protocol: soap, parley.1.json\r\n\r\n");
      Answer answer = client.ask(request);
      assertThat(answer.value("Sec-WebSocket-Protocol")).isEqualTo("parley.1.json");

      Map<String, Object> welcome = Json.object(Wire.over(client).read().text());

      assertThat(welcome).containsEntry("type", "welcome").containsEntry("room", "tea");
      Map<String, Object> handshake = Json.object(welcome, "handshake");
      assertThat(handshake).containsEntry("verdict", "accepted").containsEntry("status", 101L);
      assertThat(Json.object(handshake, "request")).containsEntry("target", "/chat/tea");
      assertThat(Json.objects(handshake, "findings"))
          .anySatisfy(
              finding ->
                  assertThat(finding)
                      .containsEntry("rule", "subprotocol")
                      .containsEntry("outcome", "chosen")
                      .containsEntry("saw", "soap, parley.1.json"));
    }
  }
}
