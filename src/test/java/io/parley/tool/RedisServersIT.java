package io.parley.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Redis processes of the tests, and the proxy that breaks their connections. */
class RedisServersIT {
  @TempDir private Path folder;

  @Test
  void aServerThatWasKilledStartsAgainWithItsFile() throws IOException {
    try (RedisServer server = RedisServer.start(folder, "appendonly yes")) {
      server.call("SET", "tea", "hot");
      server.kill();
      assertThat(server.isRunning()).isFalse();
      server.startAgain();
      assertThat(server.call("GET", "tea")).isEqualTo("hot");
      assertThat(server.info("aof_enabled")).isEqualTo("1");
    }
  }

  @Test
  void theServerOfTheLibraryNeedsNothingInstalled() throws IOException {
    try (RedisServer server = RedisServer.startEmbedded(folder)) {
      assertThat(server.info("redis_version")).startsWith("6.2.");
    }
  }

  @Test
  void aHaltedServerAnswersLater() throws IOException {
    try (RedisServer server = RedisServer.start(folder);
        RedisWire wire = RedisWire.connect(server.port())) {
      server.pause();
      wire.patience(200);
      assertThatThrownBy(() -> wire.call("PING")).isInstanceOf(IOException.class);
      server.resume();
      wire.patience(30_000);
      assertThat(wire.read()).isEqualTo("PONG");
    }
  }

  @Test
  void aReplicaThatIsPromotedHasWhatItWasSent() throws IOException {
    try (RedisReplication pair = RedisReplication.start(folder)) {
      pair.primary().call("SET", "tea", "hot");
      pair.awaitLink();
      pair.primary().kill();
      pair.promote();
      assertThat(pair.replica().call("GET", "tea")).isEqualTo("hot");
      assertThat(pair.replica().info("role")).isEqualTo("master");
    }
  }

  @Test
  void sentinelsPromoteTheReplica() throws IOException {
    try (RedisReplication pair = RedisReplication.startWithSentinels(folder, 3)) {
      pair.primary().kill();
      pair.awaitPromotion();
      assertThat(pair.replica().call("SET", "tea", "hot")).isEqualTo("OK");
    }
  }

  @Test
  void aClusterFailsOverToTheReplicaOfTheKey() throws IOException {
    try (RedisCluster cluster = RedisCluster.startBehindProxies(folder, 3)) {
      RedisServer first = cluster.primaryOf("a{tea}b");
      assertThat(first.call("CLUSTER", "KEYSLOT", "a{tea}b"))
          .isEqualTo((long) RedisCluster.slot("a{tea}b"));
      assertThat(RedisWire.once(cluster.proxy(first).port(), "SET", "a{tea}b", "hot"))
          .isEqualTo("OK");
      assertThat(first.call("WAIT", "1", "0")).isEqualTo(1L);
      first.kill();
      Until.isTrue("failed over", () -> !cluster.primaryOf("a{tea}b").equals(first));
      assertThat(cluster.primaryOf("a{tea}b").call("GET", "a{tea}b")).isEqualTo("hot");
      first.startAgain();
      cluster.awaitComplete();
      assertThat(cluster.primaries()).hasSize(3).doesNotContain(first);
    }
  }

  @Test
  void theProxyCutsSwallowsAndDelays() throws IOException {
    try (RedisServer server = RedisServer.start(folder);
        FaultProxy proxy = FaultProxy.to(server.port());
        RedisWire wire = RedisWire.connect(proxy.port())) {
      assertThat(wire.call("PING")).isEqualTo("PONG");
      proxy.blackHole();
      wire.patience(200);
      assertThatThrownBy(() -> wire.call("INCR", "n")).isInstanceOf(IOException.class);
      assertThat(server.call("GET", "n")).isEqualTo("");
      proxy.heal();
      wire.patience(30_000);
      assertThat(wire.read()).isEqualTo(1L);
      proxy.delay(Duration.ofMillis(50));
      long before = System.nanoTime();
      assertThat(wire.texts("KEYS", "*")).isEqualTo(List.of("n"));
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
      proxy.cut();
      assertThatThrownBy(() -> wire.call("PING")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> RedisWire.once(proxy.port(), "PING"))
          .isInstanceOf(IOException.class);
      proxy.heal();
      assertThat(RedisWire.once(proxy.port(), "PING")).isEqualTo("PONG");
    }
  }
}
