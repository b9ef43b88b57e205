package io.parley.broker.redis;

import java.util.Optional;

/** Says what an acknowledgement means on a Redis, or why it would mean too little. */
final class RedisPromise {
  private RedisPromise() {}

  /** Returns why Parley does not start; empty where it does. */
  static Optional<String> refusal(RedisFacts facts, boolean memory) {
    if (!facts.isNewEnough()) {
      return Optional.of("Redis " + facts.version() + " is too old: 6.2 or later is needed");
    } else if (facts.eviction().isPresent()) {
      return Optional.of(
          "Redis deletes rooms when its memory is full (maxmemory-policy "
              + facts.eviction().get()
              + "): set maxmemory-policy noeviction");
    } else if (!facts.writesFile() && !memory) {
      return Optional.of(
          "Redis writes no append-only file, so each restart of it loses acknowledged messages:"
              + " set appendonly yes, or accept that with --redis-durability memory");
    }
    return Optional.empty();
  }

  /**
   * Returns what an acknowledgement means, as the end of a sentence that begins with the message.
   *
   * @param waited the replicas that must have a message before it is acknowledged
   */
  static String of(RedisFacts facts, int waited) {
    return place(facts) + replicas(facts, waited) + forks(facts) + publishing(facts);
  }

  private static String place(RedisFacts facts) {
    if (!facts.writesFile()) {
      return "in the memory of one Redis process, lost at any restart of it";
    }
    return switch (facts.fsync().orElse("")) {
      case "always" -> "on the disk of one Redis, lost only with that disk";
      case "everysec" ->
          "in the file of one Redis: a loss of power, or the end of Redis while its disk is slow, may"
              + " lose the last 2 seconds";
      case "no" ->
          "in the file of one Redis: a loss of power loses what the system has not yet written to the"
              + " disk";
      default -> "in the file of one Redis, which hides how often it is written to the disk";
    };
  }

  private static String replicas(RedisFacts facts, int waited) {
    if (waited == 0) {
      return facts.replicas() == 0 ? "" : "; a fail-over may lose the newest" + told(facts);
    } else if (waited >= facts.replicas() && facts.needsReplicas(waited)) {
      return "; and held by "
          + replicas(waited)
          + ", so that the loss of one process loses nothing";
    }
    return String.format(
        "; and held by %d of %s: a fail-over to a server that lacks it loses it%s",
        waited, replicas(Math.max(waited, facts.replicas())), told(facts));
  }

  private static String replicas(int count) {
    return count + (count == 1 ? " replica" : " replicas");
  }

  private static String told(RedisFacts facts) {
    return facts.tellsReplicationId() ? ", and its readers are told of the gap" : "";
  }

  private static String forks(RedisFacts facts) {
    return facts.tellsReplicationId()
        ? ""
        : "; Redis hides master_replid, so that nobody can be told what a fail-over loses";
  }

  private static String publishing(RedisFacts facts) {
    return facts.isCluster() && !facts.hasShardedChannels()
        ? "; Redis "
            + facts.version()
            + " sends each message to all servers of the cluster, version 7 to one"
        : "";
  }
}
