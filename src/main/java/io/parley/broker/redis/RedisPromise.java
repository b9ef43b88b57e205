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
    return place(facts) + replicas(facts, waited) + forks(facts);
  }

  private static String place(RedisFacts facts) {
    if (!facts.writesFile()) {
      return "in the memory of one Redis process, lost at any restart of it";
    }
    return switch (facts.fsync().orElse("")) {
      case "always" -> "on the disk of one Redis, lost only with that disk";
      case "everysec" ->
          "written to the file of one Redis: it survives a crash of Redis, and a loss of power but"
              + " for the last 2 seconds";
      case "no" ->
          "written to the file of one Redis: it survives a crash of Redis, and a loss of power once"
              + " the system has written it to the disk";
      default ->
          "written to the file of one Redis, which hides how often it is written to the disk";
    };
  }

  private static String replicas(RedisFacts facts, int waited) {
    if (waited == 0) {
      return facts.replicas() == 0
          ? ""
          : "; a fail-over may lose the newest messages, and their readers are told of the gap";
    } else if (waited >= facts.replicas() && facts.needsReplicas(waited)) {
      return "; and held by " + waited + " replicas, so that the loss of one process loses nothing";
    }
    return "; and held by "
        + waited
        + " of "
        + Math.max(waited, facts.replicas())
        + " replicas: a fail-over to one that lacks it loses it, and its readers are told of the gap";
  }

  private static String forks(RedisFacts facts) {
    return facts.tellsReplicationId()
        ? ""
        : "; Redis hides master_replid, so that what a fail-over loses cannot be detected";
  }
}
