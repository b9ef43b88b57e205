package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.JsonWire;
import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on a cluster of Redis 6.2, whose channels have no slots. */
class RedisOldClusterIT {
  private static final int SLOTS = 16_384;

  @TempDir private Path folder;

  @Test
  void aRoomIsTheSameOnBoth() throws Exception {
    try (RedisServer redis = cluster();
        WarProcess one = node("one", redis);
        WarProcess other = node("other", redis);
        JsonWire ann = enter(one);
        JsonWire bob = enter(other)) {
      assertThat(bob.welcome().get("acknowledged")).asString().contains("one Redis");
      assertThat(ann.read()).containsEntry("type", "arrived").containsEntry("total", 2L);
      for (int i = 1; i <= 20; i++) {
        JsonWire speaker = i % 2 == 0 ? ann : bob;
        JsonWire listener = i % 2 == 0 ? bob : ann;
        String text = "number " + i;
        Map<String, Object> said = speaker.ask("{'type':'say','room':'tea','text':'" + text + "'}");
        assertThat(listener.read())
            .containsEntry("text", text)
            .containsEntry("position", said.get("position"));
      }
    }
  }

  private RedisServer cluster() throws IOException {
    RedisServer redis = RedisServer.startEmbedded(folder, "appendonly yes", "cluster-enabled yes");
    Stream<String> slots = IntStream.range(0, SLOTS).mapToObj(String::valueOf);
    redis.call(Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots).toArray(String[]::new));
    Until.isTrue(
        "serves", () -> redis.call("CLUSTER", "INFO").toString().contains("cluster_state:ok"));
    assertThat(redis.info("redis_version")).startsWith("6.2.");
    return redis;
  }

  private WarProcess node(String name, RedisServer redis) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    String url = redis.url() + "," + redis.authority();
    return WarProcess.start(own, own.resolve("err"), Map.of(), "--port", "0", "--redis", url);
  }

  private static JsonWire enter(WarProcess node) throws IOException {
    JsonWire wire = JsonWire.open(URI.create(node.line()).getPort(), "/chat/tea");
    assertThat(wire.ask("{'type':'join','room':'tea'}")).containsEntry("type", "joined");
    return wire;
  }
}
