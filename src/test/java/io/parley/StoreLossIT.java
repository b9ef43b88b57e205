package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real process, with a store that is damaged while it is stopped, or removed while it runs. */
class StoreLossIT {
  private static final int SAID = 400;

  @TempDir private Path folder;
  private Path data;
  private Path temporary;

  @BeforeEach
  void prepare() throws IOException {
    data = folder.resolve("parley-data");
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  private WarProcess start() throws IOException {
    return WarProcess.start(temporary, folder.resolve("err"), Map.of(), "--port", "0");
  }

  private static int port(WarProcess war) throws IOException {
    return URI.create(war.line()).getPort();
  }

  private static int ready(int port) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client
          .ask("GET /health/ready HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
          .status();
    }
  }

  private static void awaitReady(int port, int status) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (ready(port) != status) {
      assertThat(System.nanoTime()).as("ready is not " + status).isLessThan(deadline);
    }
  }

  /** The log is written by another thread than the one that answers. */
  private void awaitLine(WarProcess war, String part) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (lines(war, part).isEmpty()) {
      assertThat(System.nanoTime()).as(war.err()).isLessThan(deadline);
    }
  }

  private List<String> lines(WarProcess war, String part) throws IOException {
    return war.err().lines().filter(line -> line.contains(part)).toList();
  }

  /** What is done to the log beside the database. */
  private enum Damage {
    DELETED,
    TRUNCATED,
    CORRUPTED;

    void doTo(Path log) throws IOException {
      byte[] bytes = Files.readAllBytes(log);
      switch (this) {
        case DELETED -> Files.delete(log);
        case TRUNCATED -> Files.write(log, Arrays.copyOf(bytes, bytes.length / 2));
        case CORRUPTED -> {
          bytes[bytes.length / 2] ^= 1;
          Files.write(log, bytes);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aLogThatWasDamagedAfterAKillIsToldToTheOperatorAndAsAGapToClients(Damage damage)
      throws Exception {
    String last = sayAndKill();
    damage.doTo(data.resolve("parley.db-wal"));
    try (WarProcess war = start();
        JsonWire ann = JsonWire.open(port(war), "/chat/tea")) {
      assertThat(lines(war, "messages that were acknowledged are gone")).hasSize(1);
      Map<String, Object> joined = ann.ask("{'type':'join','after':'" + last + "'}");
      assertThat(epoch(joined.get("position"))).isNotEqualTo(epoch(last));
      Map<String, Object> gap = ann.read();
      assertThat(gap).containsEntry("type", "gap").containsEntry("from", last);
      ann.send("{'type':'say','text':'next'}");
      assertThat(epoch(await(ann, "said").get("position"))).isEqualTo(epoch(gap.get("to")));
      war.kill();
    }
    try (WarProcess war = start()) {
      port(war);
      assertThat(lines(war, "gone")).isEmpty();
    }
  }

  private static Map<String, Object> await(JsonWire wire, String type) throws IOException {
    Map<String, Object> event = wire.read();
    while (!event.get("type").equals(type)) {
      event = wire.read();
    }
    return event;
  }

  private static String epoch(Object position) {
    return ((String) position).split(":", 2)[0];
  }

  /** Returns the position of the last message that was acknowledged. */
  private String sayAndKill() throws Exception {
    try (WarProcess war = start();
        JsonWire ann = JsonWire.open(port(war), "/chat/tea")) {
      ann.ask("{'type':'join'}");
      String last = "";
      for (int i = 0; i < SAID; i++) {
        last = (String) ann.ask("{'type':'say','text':'" + i + "'}").get("position");
      }
      war.kill();
      return last;
    }
  }

  @Test
  void aStoreThatIsTakenAwayAcknowledgesNothingUntilItIsPutBack() throws Exception {
    try (WarProcess war = start()) {
      int port = port(war);
      try (JsonWire ann = JsonWire.open(port, "/chat/tea")) {
        ann.ask("{'type':'join'}");
        assertThat(ann.ask("{'type':'say','text':'a'}")).containsEntry("type", "said");
        assertThat(ready(port)).isEqualTo(200);
        Path away = folder.resolve("away");
        Files.move(data, away);
        for (int i = 0; i < 5; i++) {
          assertThat(ann.ask("{'type':'say','text':'b','id':'b'}"))
              .containsEntry("code", "not-stored");
        }
        assertThat(ready(port)).isEqualTo(503);
        assertThat(lines(war, "messages cannot be stored")).hasSize(1);
        assertThat(lines(war, "not-stored")).hasSize(1);
        assertThat(data).doesNotExist();
        Files.move(away, data);
        awaitReady(port, 200);
        assertThat(ann.ask("{'type':'say','text':'b','id':'b'}")).containsEntry("type", "said");
        assertThat(lines(war, "messages are stored again")).hasSize(1);
      }
    }
  }

  @Test
  void aStoreThatIsDeletedIsNoticedWithoutAnyMessage() throws Exception {
    try (WarProcess war = start()) {
      int port = port(war);
      assertThat(ready(port)).isEqualTo(200);
      for (String file : List.of("parley.db", "parley.db-wal", "parley.db-shm")) {
        Files.delete(data.resolve(file));
      }
      awaitReady(port, 503);
      awaitLine(war, "was deleted, moved or replaced");
      assertThat(lines(war, "was deleted, moved or replaced")).hasSize(1);
      assertThat(data.resolve("parley.db")).doesNotExist();
    }
  }
}
