package io.parley.broker.redis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server says of itself.
 *
 * @param info the fields of {@code INFO}
 * @param configuration the parameters that it shows; managed servers hide them
 */
record RedisFacts(Map<String, String> info, Map<String, String> configuration) {
  RedisFacts {
    info = Map.copyOf(info);
    configuration = Map.copyOf(configuration);
  }

  /** How often a file is written to the disk, that which is worth least first. */
  private static final List<String> FSYNC = List.of("no", "", "everysec", "always");

  /** Returns what is true of both servers. */
  RedisFacts and(RedisFacts other) {
    Map<String, String> both = new LinkedHashMap<>(info);
    both.put("aof_enabled", writesFile() && other.writesFile() ? "1" : "0");
    both.put("connected_slaves", String.valueOf(Math.min(replicas(), other.replicas())));
    both.put("master_replid", tellsReplicationId() ? other.field("master_replid") : "");
    Map<String, String> set = new LinkedHashMap<>();
    set.put(
        "min-replicas-to-write",
        String.valueOf(Math.min(neededReplicas(), other.neededReplicas())));
    String rarest = FSYNC.get(Math.min(rank(), other.rank()));
    if (!rarest.isEmpty()) {
      set.put("appendfsync", rarest);
    }
    return new RedisFacts(both, set);
  }

  private int rank() {
    return Math.max(0, FSYNC.indexOf(fsync().orElse("")));
  }

  private int neededReplicas() {
    return number(configuration.getOrDefault("min-replicas-to-write", "0")).orElse(0);
  }

  /** Reads the answer of {@code INFO}. */
  static Map<String, String> fields(String info) {
    Map<String, String> fields = new LinkedHashMap<>();
    info.lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> fields.put(parts[0], parts[1].strip()));
    return fields;
  }

  private String field(String name) {
    return info.getOrDefault(name, "");
  }

  String version() {
    return field("redis_version");
  }

  /** Whether it has what the scripts need. */
  boolean isNewEnough() {
    String[] parts = version().split("\\.", -1);
    int major = number(parts[0]).orElse(0);
    int minor = parts.length > 1 ? number(parts[1]).orElse(0) : 0;
    return version().isEmpty() || major > 6 || (major == 6 && minor >= 2);
  }

  /** Whether channels have a slot, as keys do. */
  boolean hasShardedChannels() {
    return isCluster() && number(version().split("\\.", -1)[0]).orElse(0) >= 7;
  }

  boolean isCluster() {
    return field("cluster_enabled").equals("1");
  }

  /** Whether it follows a primary. */
  boolean isReplica() {
    return field("role").equals("slave");
  }

  /** Returns the policy by which keys may vanish; empty where none does. */
  Optional<String> eviction() {
    String policy = field("maxmemory_policy");
    boolean bounded = !field("maxmemory").equals("0") && !field("maxmemory").isEmpty();
    return Optional.of(policy)
        .filter(any -> bounded && !any.isEmpty() && !any.equals("noeviction"));
  }

  /** Whether it writes a file; a managed server that does not say is believed to. */
  boolean writesFile() {
    return !field("aof_enabled").equals("0");
  }

  boolean tellsReplicationId() {
    return field("master_replid").matches("[0-9a-f]{40}");
  }

  int replicas() {
    return number(field("connected_slaves")).orElse(0);
  }

  /** Whether a primary without so many replicas refuses to write. */
  boolean needsReplicas(int count) {
    return neededReplicas() >= count;
  }

  /** Returns {@code always}, {@code everysec} or {@code no}; empty where it is hidden. */
  Optional<String> fsync() {
    return Optional.ofNullable(configuration.get("appendfsync"));
  }

  private static OptionalInt number(String text) {
    return text.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
