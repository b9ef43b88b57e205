package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.JsonWire;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that opens many rooms leaves rooms for others, over real sockets. */
class RoomQuotaIT {
  private static final int CONNECTIONS = 20;
  private static final int ROOMS = 100;

  private static RunningParley start(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port",
                "0",
                "--host",
                "127.0.0.1",
                "--max-rooms",
                "2000",
                "--message-rate",
                "0"));
    arguments.addAll(List.of(more));
    return RunningParley.start(arguments.toArray(String[]::new));
  }

  /** Opens as many rooms as it may, by all its connections; returns how many. */
  private static int openAll(List<JsonWire> wires) throws IOException {
    int opened = 0;
    int number = 0;
    for (JsonWire wire : wires) {
      for (int i = 0; i < ROOMS; i++) {
        wire.send("{'type':'join','room':'room" + number++ + "'}");
      }
      for (int i = 0; i < ROOMS; i++) {
        Map<String, Object> answer = wire.read();
        if (answer.get("type").equals("joined")) {
          opened++;
        } else {
          assertThat(answer).containsEntry("code", "quota");
        }
      }
    }
    return opened;
  }

  private static void assertThatOthersMayCome(int port, String from, String fields)
      throws IOException {
    try (JsonWire other = JsonWire.open(port, "/chat/other", from, fields)) {
      assertThat(other.ask("{'type':'join'}")).containsEntry("type", "joined");
      assertThat(other.ask("{'type':'say','text':'hi'}")).containsEntry("type", "said");
    }
  }

  private static void flood(int port, String from, String fields) throws IOException {
    List<JsonWire> wires = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      wires.add(JsonWire.open(port, "/chat/tea", from, fields));
    }
    assertThat(openAll(wires)).isEqualTo(400);
    Map<String, Object> known = wires.get(0).ask("{'type':'leave','room':'room0'}");
    assertThat(known).containsEntry("type", "left");
    for (JsonWire wire : wires) {
      wire.close();
    }
  }

  @Test
  void manyConnectionsOfOneAddressDoNotLockOthersOut() throws Exception {
    try (RunningParley server = start()) {
      flood(server.port(0), "127.0.0.1", "");
      assertThatOthersMayCome(server.port(0), "127.0.0.2", "");
    }
  }

  @Test
  void behindATrustedProxyTheClientsAddressCounts() throws Exception {
    try (RunningParley server = start("--trusted-proxy", "127.0.0.1")) {
      flood(server.port(0), "127.0.0.1", "X-Forwarded-For: 192.0.2.1\r\n");
      assertThatOthersMayCome(server.port(0), "127.0.0.1", "X-Forwarded-For: 192.0.2.2\r\n");
    }
  }
}
