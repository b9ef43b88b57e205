package io.parley.subprotocol.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.RunningParley;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that comes back after the server was stopped and started again on its store. */
class RestartIT {
  private static final int SAID = 300;

  /** What Ann read before her connection was cut, in the middle of the burst. */
  private static final int READ = 100;

  @TempDir Path data;

  private RunningParley start() throws Exception {
    return RunningParley.start("--port", "0", "--data", data.toString());
  }

  @Test
  void whatWasMissedComesOnceAndInOrderAndWhatWasSaidIsNotSaidTwice() throws Exception {
    List<String> heard = new ArrayList<>();
    String secret;
    String last;
    try (RunningParley server = start();
        Talker bob = new Talker(server.port(0), "/chat/tea");
        Talker ann = new Talker(server.port(0), "/chat/tea")) {
      bob.read();
      bob.ask("{'type':'join','name':'Bob'}");
      secret = (String) ann.read().get("resume");
      ann.ask("{'type':'join','name':'Ann'}");
      assertThat(ann.ask("{'type':'say','id':'mine','text':'before'}"))
          .containsEntry("type", "said");
      for (int i = 0; i < SAID; i++) {
        bob.send("{\"type\":\"say\",\"text\":\"" + i + "\"}");
      }
      last = hear(ann, heard, READ);
      ann.cut();
      awaitSaid(bob, SAID);
    }
    try (RunningParley server = start();
        Talker ann = new Talker(server.port(0), "/chat/tea")) {
      ann.read();
      Map<String, Object> joined =
          ann.ask("{'type':'join','after':'" + last + "','resume':'" + secret + "'}");
      assertThat(joined).containsEntry("type", "joined");
      hear(ann, heard, SAID - READ);
      assertThat(heard).containsExactlyElementsOf(numbers());
      Map<String, Object> said = ann.ask("{'type':'say','id':'mine','text':'before'}");
      assertThat(said).containsEntry("type", "said").containsEntry("id", "mine");
      assertThat((String) said.get("position")).endsWith(":1");
      assertThat(ann.ask("{'type':'who'}")).containsEntry("type", "members");
    }
  }

  private static List<String> numbers() {
    return IntStream.range(0, SAID).mapToObj(Integer::toString).toList();
  }

  /** Returns the position of the last. */
  private static String hear(Talker ann, List<String> heard, int count) throws Exception {
    String last = "";
    for (int i = 0; i < count; i++) {
      Map<String, Object> message = ann.read();
      assertThat(message).containsEntry("type", "message");
      heard.add((String) message.get("text"));
      last = (String) message.get("position");
    }
    return last;
  }

  /** Bob is told of Ann too. */
  private static void awaitSaid(Talker bob, int count) throws Exception {
    for (int said = 0; said < count; ) {
      said += bob.read().get("type").equals("said") ? 1 : 0;
    }
  }
}
