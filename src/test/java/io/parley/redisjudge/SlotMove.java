package io.parley.redisjudge;

import io.parley.tool.RedisCluster;
import io.parley.tool.RedisServer;
import java.io.IOException;
import java.util.List;

/** Moves a slot from one primary to another while it is used, as redis-cli does. */
final class SlotMove {
  private static final String PATIENCE_MS = "5000";

  private final RedisCluster cluster;
  private final RedisServer from;
  private final RedisServer to;

  SlotMove(RedisCluster cluster, RedisServer from, RedisServer to) {
    this.cluster = cluster;
    this.from = from;
    this.to = to;
  }

  void move(String room) throws IOException {
    String slot = String.valueOf(RedisCluster.slot(room));
    to.call("CLUSTER", "SETSLOT", slot, "IMPORTING", RedisCluster.id(from));
    from.call("CLUSTER", "SETSLOT", slot, "MIGRATING", RedisCluster.id(to));
    List<?> keys = keys(slot);
    while (!keys.isEmpty()) {
      for (Object key : keys) {
        from.call(
            "MIGRATE",
            "127.0.0.1",
            String.valueOf(to.port()),
            String.valueOf(key),
            "0",
            PATIENCE_MS);
      }
      keys = keys(slot);
    }
    String id = RedisCluster.id(to);
    to.call("CLUSTER", "SETSLOT", slot, "NODE", id);
    for (RedisServer primary : cluster.primaries()) {
      primary.call("CLUSTER", "SETSLOT", slot, "NODE", id);
    }
  }

  private List<?> keys(String slot) throws IOException {
    return (List<?>) from.call("CLUSTER", "GETKEYSINSLOT", slot, "100");
  }
}
