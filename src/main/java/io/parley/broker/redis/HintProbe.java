package io.parley.broker.redis;

import io.parley.chat.RoomName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * Publishes at each shard on a channel of its own, and expects the payload back. Where it does not
 * come, hints do not come either, although the connection is open: the shard is connected anew.
 * Thread-safe.
 */
final class HintProbe {
  /** How often a probe is published. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /** How long a probe may take; with an interval, less than 5 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Names that are tried at most to find one in a slot of a shard. */
  private static final int MOST_NAMES = 10_000;

  private final String prefix;
  private final String node = LogEpoch.newName();
  private final Shards shards;
  private final FeedStatistics statistics;
  private final ConcurrentMap<Shard, Probe> probes = new ConcurrentHashMap<>();

  /** The probing of one shard, since its connections were opened. */
  private static final class Probe {
    final byte[] channel;

    // Guarded by this.
    private long number;

    /** When it began to wait for what is to come next. */
    private long since = System.nanoTime();

    /** Whether a confirmation or a payload is waited for. */
    private boolean waiting = true;

    Probe(byte[] channel) {
      this.channel = channel;
    }

    synchronized void confirmed() {
      waiting = false;
    }

    synchronized boolean isLost() {
      return waiting && System.nanoTime() - since > PATIENCE.toNanos();
    }

    /** Returns the next payload; empty while another is under way. */
    synchronized Optional<byte[]> next() {
      if (waiting) {
        return Optional.empty();
      }
      waiting = true;
      since = System.nanoTime();
      number++;
      return Optional.of(payload());
    }

    private byte[] payload() {
      return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns how long a payload was under way, in nanoseconds; empty where it is not awaited. */
    synchronized Optional<Long> arrived(byte[] payload) {
      if (!waiting || !Arrays.equals(payload, payload())) {
        return Optional.empty();
      }
      waiting = false;
      return Optional.of(System.nanoTime() - since);
    }
  }

  /**
   * @param prefix of all channels
   */
  HintProbe(String prefix, Shards shards, FeedStatistics statistics) {
    this.prefix = prefix + ":probe";
    this.shards = shards;
    this.statistics = statistics;
  }

  /** Begins to probe a shard whose connections are new. */
  void connected(Shard shard) {
    probes.remove(shard);
    begin(shard);
  }

  void lost(Shard shard) {
    probes.remove(shard);
  }

  /** The server ended the subscription: its slot has moved. */
  void unsubscribed(Shard shard, byte[] channel) {
    find(shard, channel).ifPresent(probe -> probes.remove(shard, probe));
  }

  private Optional<Probe> find(Shard shard, byte[] channel) {
    return Optional.ofNullable(probes.get(shard))
        .filter(probe -> Arrays.equals(channel, probe.channel));
  }

  private void begin(Shard shard) {
    Optional<Probe> begun = channel(shard).map(Probe::new);
    if (begun.isPresent()) {
      Probe probe = begun.get();
      probes.put(shard, probe);
      subscribe(shard, probe.channel)
          .whenComplete((done, failure) -> subscribed(shard, probe, failure == null));
    }
  }

  private void subscribed(Shard shard, Probe probe, boolean done) {
    if (done) {
      probe.confirmed();
    } else {
      probes.remove(shard, probe);
    }
  }

  private CompletionStage<Void> subscribe(Shard shard, byte[] channel) {
    return shard.subscriptions(
        commands ->
            shards.hasShardedChannels()
                ? commands.ssubscribe(channel)
                : commands.subscribe(channel));
  }

  /** Returns a channel in a slot of the shard; empty where it has none. */
  private Optional<byte[]> channel(Shard shard) {
    return IntStream.range(0, MOST_NAMES)
        .mapToObj(number -> new RoomKeys(prefix, new RoomName(node + "-" + number)))
        .filter(keys -> shards.of(keys) == shard)
        .findFirst()
        .map(RoomKeys::channel);
  }

  /** Takes a payload of a channel that is no room's. */
  void published(Shard shard, byte[] channel, byte[] payload) {
    find(shard, channel).flatMap(probe -> probe.arrived(payload)).ifPresent(statistics::lag);
  }

  /** Publishes the next probes, and connects anew where one is lost. */
  void round() {
    Collection<Shard> all = shards.all();
    probes.keySet().retainAll(all);
    for (Shard shard : all) {
      Optional.ofNullable(probes.get(shard))
          .ifPresentOrElse(probe -> probe(shard, probe), () -> beginIfConnected(shard));
    }
  }

  private void beginIfConnected(Shard shard) {
    if (shard.isConnected()) {
      begin(shard);
    }
  }

  private void probe(Shard shard, Probe probe) {
    if (probe.isLost()) {
      statistics.probeLost();
      probes.remove(shard, probe);
      shard.reconnect();
    } else {
      probe.next().ifPresent(payload -> publish(shard, probe, payload));
    }
  }

  private void publish(Shard shard, Probe probe, byte[] payload) {
    shard
        .read(
            commands ->
                shards.hasShardedChannels()
                    ? commands.spublish(probe.channel, payload)
                    : commands.publish(probe.channel, payload))
        .whenComplete(
            (receivers, failure) -> {
              if (failure != null && shards.hasShardedChannels()) {
                shards.refresh();
              }
            });
  }
}
