package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.tool.RedisCluster;
import io.parley.tool.RedisReplication;
import io.parley.tool.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check at the start says of real servers. */
class RedisPromiseIT {
  private static final String EVERYSEC =
      "in the file of one Redis: a loss of power, or the end of Redis while its disk is slow, may"
          + " lose the last 2 seconds";

  private static final String HELD =
      "; and held by 1 replica, so that the loss of one process loses nothing";

  @TempDir private Path folder;

  private static RedisOptions options(String user, boolean memory, int replicas, int... ports) {
    List<RedisOptions.Server> servers =
        Arrays.stream(ports).mapToObj(port -> new RedisOptions.Server("127.0.0.1", port)).toList();
    Optional<String> name = Optional.of(user).filter(text -> !text.isEmpty());
    RedisOptions.Login login = new RedisOptions.Login(false, name, name);
    RedisOptions.Login none = new RedisOptions.Login(false, Optional.empty(), Optional.empty());
    return new RedisOptions(servers, login, none, 0, Optional.empty(), "parley", memory, replicas);
  }

  private static String promise(RedisOptions options) {
    try (BootCheck check = new BootCheck(options)) {
      return RedisPromise.of(check.run(), options.replicas());
    }
  }

  private static String refusal(RedisOptions options) {
    try (BootCheck check = new BootCheck(options)) {
      RedisFacts facts = check.run();
      return "none: " + RedisPromise.of(facts, options.replicas());
    } catch (RedisSetupException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in the memory of one Redis process, lost at any restart of it",
        EVERYSEC,
        "on the disk of one Redis, lost only with that disk",
        EVERYSEC + HELD
      })
  void standsInTheDocument(String promise) throws IOException {
    assertThat(Files.readString(Path.of("src/site/markdown/nodes.md")))
        .contains("| " + promise + " |");
  }

  @Test
  void ofMemory() throws IOException {
    try (RedisServer server = RedisServer.start(folder)) {
      assertThat(promise(options("", true, 0, server.port())))
          .isEqualTo("in the memory of one Redis process, lost at any restart of it");
      assertThat(refusal(options("", false, 0, server.port())))
          .isEqualTo(
              "Redis writes no append-only file, so each restart of it loses acknowledged messages:"
                  + " set appendonly yes, or accept that with --redis-durability memory");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "everysec | " + EVERYSEC,
        "always | on the disk of one Redis, lost only with that disk",
        "no | in the file of one Redis: a loss of power loses what the system has not yet written"
            + " to the disk",
      })
  void ofAFile(String fsync, String promised) throws IOException {
    try (RedisServer server = RedisServer.start(folder, "appendonly yes", "appendfsync " + fsync)) {
      assertThat(promise(options("", false, 0, server.port()))).isEqualTo(promised);
    }
  }

  @Test
  void ofAReplica() throws IOException {
    try (RedisReplication pair = RedisReplication.start(folder, "appendonly yes")) {
      int port = pair.primary().port();
      assertThat(promise(options("", false, 0, port)))
          .isEqualTo(
              EVERYSEC + "; a fail-over may lose the newest, and its readers are told of the gap");
      assertThat(promise(options("", false, 1, port)))
          .isEqualTo(
              EVERYSEC
                  + "; and held by 1 of 1 replica: a fail-over to a server that lacks it loses it,"
                  + " and its readers are told of the gap");
      pair.primary().call("CONFIG", "SET", "min-replicas-to-write", "1");
      assertThat(promise(options("", false, 1, port))).isEqualTo(EVERYSEC + HELD);
    }
  }

  @Test
  void ofACluster() throws IOException {
    try (RedisCluster cluster =
        RedisCluster.start(folder, 3, true, "appendonly yes", "min-replicas-to-write 1")) {
      int seed = cluster.primaries().get(0).port();
      assertThat(promise(options("", false, 1, seed))).isEqualTo(EVERYSEC + HELD);
      RedisServer weakest = cluster.primaries().get(2);
      weakest.call("CONFIG", "SET", "appendfsync", "no");
      assertThat(promise(options("", false, 1, seed)))
          .startsWith("in the file of one Redis: a loss of power loses what the system");
      weakest.call("CONFIG", "SET", "appendonly", "no");
      assertThat(refusal(options("", false, 1, seed)))
          .startsWith("Redis writes no append-only file");
    }
  }

  @Test
  void aRedisThatDeletesRoomsIsRefused() throws IOException {
    try (RedisServer server =
        RedisServer.start(
            folder, "appendonly yes", "maxmemory 100mb", "maxmemory-policy allkeys-lru")) {
      assertThat(refusal(options("", true, 0, server.port())))
          .isEqualTo(
              "Redis deletes rooms when its memory is full (maxmemory-policy allkeys-lru): set"
                  + " maxmemory-policy noeviction");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info",
        "evalsha",
        "hset",
        "xadd",
        "zadd",
        "sadd",
        "smembers",
        "wait",
        "publish",
        "subscribe",
        "del",
        "time",
      })
  void aUserWithoutACommandIsRefused(String command) throws IOException {
    try (RedisServer server = RedisServer.start(folder, "appendonly yes")) {
      server.call(
          "ACL", "SETUSER", "ann", "on", ">ann", "~parley:*", "&parley:*", "+@all", "-" + command);
      assertThat(refusal(options("ann", false, 0, server.port())))
          .startsWith("Redis refuses what Parley needs: ")
          .contains("NOPERM")
          .contains("'" + command + "'");
    }
  }

  @Test
  void aUserWithoutTheKeysOrChannelsIsRefused() throws IOException {
    try (RedisServer server = RedisServer.start(folder, "appendonly yes")) {
      server.call("ACL", "SETUSER", "ann", "on", ">ann", "~other:*", "&parley:*", "+@all");
      assertThat(refusal(options("ann", false, 0, server.port()))).contains("NOPERM");
      server.call("ACL", "SETUSER", "ann", "resetkeys", "~parley:*", "resetchannels", "&other:*");
      assertThat(refusal(options("ann", false, 0, server.port()))).contains("NOPERM");
      server.call("ACL", "SETUSER", "ann", "resetchannels", "&parley:*");
      assertThat(refusal(options("ann", false, 0, server.port()))).isEqualTo("none: " + EVERYSEC);
    }
  }

  @Test
  void aHiddenConfigurationIsSaid() throws IOException {
    try (RedisServer server = RedisServer.start(folder, "appendonly yes")) {
      server.call(
          "ACL", "SETUSER", "ann", "on", ">ann", "~parley:*", "&parley:*", "+@all", "-config");
      assertThat(promise(options("ann", false, 0, server.port())))
          .isEqualTo("in the file of one Redis, which hides how often it is written to the disk");
    }
  }

  @Test
  void aHiddenReplicationIdIsSaid() {
    Map<String, String> info = new HashMap<>(Map.of("aof_enabled", "1", "connected_slaves", "1"));
    RedisFacts facts = new RedisFacts(info, Map.of("appendfsync", "everysec"));
    assertThat(RedisPromise.of(facts, 0))
        .isEqualTo(
            EVERYSEC
                + "; a fail-over may lose the newest; Redis hides master_replid, so that nobody can"
                + " be told what a fail-over loses");
  }

  @Test
  void nothingThereIsSaid() {
    RedisOptions nowhere = options("", false, 0, 1);
    assertThatThrownBy(() -> promise(nowhere))
        .isInstanceOf(RedisSetupException.class)
        .hasMessage("Redis does not answer at 127.0.0.1:1, or refuses the login");
  }

  @Test
  void aClusterOfRedis6SaysWhatItSendsWhere() {
    RedisFacts facts =
        new RedisFacts(
            Map.of(
                "aof_enabled", "1",
                "cluster_enabled", "1",
                "redis_version", "6.2.11",
                "master_replid", "a".repeat(40)),
            Map.of("appendfsync", "everysec"));
    assertThat(RedisPromise.of(facts, 0))
        .isEqualTo(
            EVERYSEC
                + "; Redis 6.2.11 sends each message to all servers of the cluster, version 7 to"
                + " one");
  }
}
