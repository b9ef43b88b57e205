package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.FaultyWar;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that hangs stops nobody who does not wait for it: no callback of a WebSocket and no
 * opening handshake blocks.
 */
@Timeout(180) // Seconds: what waits for the store would wait for ever.
class StoreHangIT {
  private static final FaultyWar.Place STORE =
      new FaultyWar.Place(
          "hang",
          "broker/sqlite/StoreTransactions.java",
          "void store(List<PendingAppend> batch, long now) throws SQLException {");

  private static final Duration HANG = Duration.ofSeconds(30);

  /** More than a connection may have unstored. */
  private static final int MESSAGES = 100;

  /**
   * Connections that wait for the store. A read that comes late in a selector's turn is another
   * thread's; that of some of these comes early.
   */
  private static final int WRITERS = 16;

  /** More than there are selectors: some share one with the connection that waits. */
  private static final int OTHERS = 32;

  @TempDir private Path folder;

  @AfterEach
  void goOn() {
    System.clearProperty(FaultyWar.FAULT);
    System.clearProperty(FaultyWar.HANG);
  }

  @Test
  void theOtherConnectionsOfASelectorGoOn() throws Exception {
    Path war = FaultyWar.pack(folder, List.of(STORE));
    String store = folder.resolve("store").toString();
    try (RunningParley parley =
        RunningParley.serve(war, "--port", "0", "--data", store, "--ping", "2m")) {
      List<Wire> writers = writers(parley.port(0));
      List<Wire> others = others(parley.port(0));
      System.setProperty(FaultyWar.HANG, "true");
      System.setProperty(FaultyWar.FAULT, STORE.name());
      for (int i = 0; i < WRITERS * MESSAGES; i++) {
        writers.get(i % WRITERS).text("" + i);
      }
      long end = System.nanoTime() + HANG.toNanos();
      while (System.nanoTime() < end) {
        answered(others);
        admitted(parley.port(0));
      }
      assertThat(writers.get(0).silentFor(1)).isTrue();
      System.clearProperty(FaultyWar.FAULT);
      for (Wire writer : writers) {
        for (int i = 0; i < MESSAGES; i++) {
          assertThat(writer.read().text()).isEqualTo("data received");
        }
        writer.close();
      }
      for (Wire each : others) {
        each.close();
      }
    }
  }

  /** Each alone in its room, and answered once: what it says next finds warm code. */
  private static List<Wire> writers(int port) throws IOException {
    List<Wire> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Wire writer = Wire.open(port, "/chat/room-" + i);
      writer.text("first");
      assertThat(writer.read().text()).isEqualTo("data received");
      writers.add(writer);
    }
    return writers;
  }

  private static List<Wire> others(int port) throws IOException {
    List<Wire> wires = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++) {
      wires.add(Wire.open(port, "/echo"));
    }
    return wires;
  }

  /** The threads that serve other connections also decide opening handshakes. */
  private static void admitted(int port) throws IOException {
    Wire.open(port, "/chat").close();
    try (Wire echo = Wire.open(port, "/echo")) {
      answered(List.of(echo));
    }
  }

  private static void answered(List<Wire> wires) throws IOException {
    for (Wire each : wires) {
      each.text("here");
    }
    for (Wire each : wires) {
      assertThat(each.read().text()).isEqualTo("here");
    }
  }
}
