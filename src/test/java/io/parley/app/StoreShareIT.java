package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.JsonWire;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that fills the store leaves space for others, over real sockets. */
class StoreShareIT {
  private static final String TEXT = "x".repeat(60_000);
  private static final int MOST = 1_000;
  @TempDir private Path folder;

  private RunningParley start(String... more) throws Exception {
    String[] fixed = {"--port", "0", "--data", folder.toString(), "--message-rate", "0"};
    String[] all = new String[fixed.length + more.length];
    System.arraycopy(fixed, 0, all, 0, fixed.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return RunningParley.start(all);
  }

  private static Map<String, Object> say(JsonWire wire, String room) throws IOException {
    wire.send("{'type':'say','room':'" + room + "','text':'" + TEXT + "'}");
    Map<String, Object> answer = wire.read();
    while (answer.get("type").equals("message")) {
      answer = wire.read();
    }
    return answer;
  }

  private static void join(JsonWire wire, String room) throws IOException {
    assertThat(wire.ask("{'type':'join','room':'" + room + "'}")).containsEntry("type", "joined");
  }

  /** Until something is refused; returns that. */
  private static Map<String, Object> fill(JsonWire wire, String room) throws IOException {
    join(wire, room);
    for (int i = 0; i < MOST; i++) {
      Map<String, Object> answer = say(wire, room);
      if (answer.get("type").equals("error")) {
        return answer;
      }
    }
    throw new AssertionError("nothing is refused");
  }

  @Test
  void oneAddressDoesNotTakeTheWholeStore() throws Exception {
    try (RunningParley server = start("--keep-total", "16MiB");
        JsonWire one = JsonWire.open(server.port(0), "/chat/one")) {
      assertThat(fill(one, "one"))
          .containsEntry("code", "quota")
          .containsEntry(
              "message",
              "Not stored: this address or account has stored as much as it may while little space"
                  + " is left.");
      try (JsonWire same = JsonWire.open(server.port(0), "/chat/same")) {
        join(same, "same");
        assertThat(say(same, "same")).containsEntry("code", "quota");
      }
      try (JsonWire other = JsonWire.open(server.port(0), "/chat/other", "127.0.0.2", "")) {
        join(other, "other");
        for (int i = 0; i < 5; i++) {
          assertThat(say(other, "other")).containsEntry("type", "said");
        }
      }
    }
  }

  @Test
  void inPlainTextWhoeverHasItsShareIsClosedWith1013() throws Exception {
    try (RunningParley server = start("--keep-total", "16MiB");
        JsonWire one = JsonWire.open(server.port(0), "/chat/one")) {
      fill(one, "one");
      try (Wire plain = Wire.open(server.port(0), "/chat/plain")) {
        plain.text(TEXT);
        Wire.Frame close = plain.read();
        assertThat(close.code()).isEqualTo(1013);
        assertThat(close.reason())
            .isEqualTo(
                "message not stored: this address or account has stored as much as it may while"
                    + " little space is left");
      }
    }
  }

  /** The store grows no more then. */
  @Test
  void aRoomThatHasAsMuchAsItMayGoesOn() throws Exception {
    try (RunningParley server = start("--keep-total", "16MiB", "--keep-bytes", "1MiB");
        JsonWire one = JsonWire.open(server.port(0), "/chat/one")) {
      join(one, "one");
      for (int i = 0; i < 400; i++) {
        assertThat(say(one, "one")).containsEntry("type", "said");
      }
    }
  }
}
