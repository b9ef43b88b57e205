package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.archive.WarFile;
import io.parley.settings.Settings;
import io.parley.tool.PlainJetty;
import io.parley.tool.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection with too many unstored messages is not read; others are. */
class BackpressureIT {
  private static final int MANY = 500;

  /** Of one connection, while few wait in all. */
  private static final int MOST = 32;

  private final CompletableFuture<Void> stored = new CompletableFuture<>();
  @TempDir private Path folder;
  private ParleyServer server;

  @BeforeEach
  void start() throws Exception {
    System.clearProperty(TinyApplication.FAIL);
    System.getProperties().put(TinyApplication.STORED, stored);
    String plain = Boolean.toString(PlainJetty.isOn());
    Map<String, List<String>> options = Map.of("port", List.of("0"), "plain-jetty", List.of(plain));
    Settings settings = Settings.read(options, name -> Optional.empty(), name -> Optional.empty());
    server = new ParleyServer(WarFile.open(TinyApplication.war(folder)), settings, options);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    System.getProperties().remove(TinyApplication.STORED);
  }

  private Wire open() throws Exception {
    return Wire.open(server.ports().get(0), "/storing");
  }

  private static void answered(Wire wire, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      assertThat(wire.read().text()).isEqualTo("" + i);
    }
  }

  @Test
  void itIsReadAgainOnceItsMessagesAreStored() throws Exception {
    try (Wire flood = open();
        Wire other = open()) {
      for (int i = 0; i < MANY; i++) {
        flood.text("" + i);
      }
      answered(flood, 0, MOST);
      assertThat(flood.silentFor(200)).isTrue();
      other.text("0");
      answered(other, 0, 1);
      stored.complete(null);
      answered(flood, MOST, MANY);
    }
  }

  @Test
  void nothingIsReadWhileTheApplicationHoldsIt() throws Exception {
    try (Wire held = open();
        Wire other = open()) {
      held.text("hold");
      assertThat(held.read().text()).isEqualTo("hold");
      held.text("0");
      assertThat(held.silentFor(200)).isTrue();
      other.text("0");
      answered(other, 0, 1);
      stored.complete(null);
      answered(held, 0, 1);
    }
  }

  /** What waits in all is bounded: of each of many connections only one message may. */
  @Test
  void ofManyConnectionsEachHasLess() throws Exception {
    Wire[] all = new Wire[80];
    for (int i = 0; i < all.length; i++) {
      all[i] = open();
      for (int j = 0; j < MOST; j++) {
        all[i].text("" + j);
      }
      answered(all[i], 0, 1);
    }
    Wire last = all[all.length - 1];
    assertThat(last.silentFor(200)).isTrue();
    stored.complete(null);
    answered(last, 1, MOST);
    for (Wire each : all) {
      each.close();
    }
  }

  /** The messages of an address are too much for the store: its connections are read no further. */
  @Test
  void manyBytesOfAnAddressHoldAllOfItsConnections() throws Exception {
    try (Wire large = open();
        Wire same = open()) {
      large.text("#" + (9 << 20));
      assertThat(large.read().text()).isEqualTo("#" + (9 << 20));
      same.text("1");
      same.text("2");
      // The engine may have asked for the first frame before the large message came.
      int next = 1;
      while (!same.silentFor(200)) {
        answered(same, next, ++next);
      }
      assertThat(next).isLessThanOrEqualTo(2);
      stored.complete(null);
      answered(same, next, 3);
    }
  }
}
