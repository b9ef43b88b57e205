package io.parley.broker.redis;

import io.parley.chat.Broker;
import io.parley.chat.MemberRemovals;
import io.parley.chat.Presence;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The rooms that a Redis keeps: their logs, and who is in them. */
public final class RedisRooms implements AutoCloseable {
  /** How long the start waits for the connections. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How often a subscription that failed is begun again. */
  private static final Duration RESUBSCRIBE = Duration.ofSeconds(1);

  private final Shards shards;
  private final RedisBroker broker;
  private final Presence presence;
  private final RedisRemovals removals;
  private final WorkerTimer timer;
  private final String promise;

  private RedisRooms(
      Shards shards,
      RedisBroker broker,
      Presence presence,
      RedisRemovals removals,
      WorkerTimer timer,
      String promise) {
    this.removals = removals;
    this.timer = timer;
    this.shards = shards;
    this.broker = broker;
    this.presence = presence;
    this.promise = promise;
  }

  /**
   * Checks the Redis, and connects to it.
   *
   * @param grace the grace period of members whose server is gone
   * @throws RedisSetupException where it cannot be reached, or would lose messages silently
   */
  public static RedisRooms open(
      RedisOptions options, LogLimits limits, Duration grace, Workers workers) {
    RedisFacts facts;
    try (BootCheck check = new BootCheck(options)) {
      facts = check.run();
    }
    Shards shards = shards(options, facts, workers);
    CompletableFuture<Void> connected = new CompletableFuture<>();
    shards.add(new Awaiting(shards, connected));
    Replication replication = new Replication(options.replicas());
    RedisBroker broker = new RedisBroker(options.prefix(), shards, limits, replication, workers);
    Presence presence = RedisPresence.create(shards, options.prefix(), workers, grace);
    String promise = RedisPromise.of(facts, options.replicas());
    WorkerTimer timer = workers.timer("parley-redis-removals");
    RedisRemovals removals = new RedisRemovals(shards, options.prefix(), timer);
    shards.add(removals);
    timer.every("parley-redis-removals", RESUBSCRIBE, removals::reconcile);
    RedisRooms rooms = new RedisRooms(shards, broker, presence, removals, timer, promise);
    shards.start();
    try {
      connected.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException late) {
      presence.close();
      rooms.close();
      throw new RedisSetupException("Redis does not answer at " + options.shown());
    }
    return rooms;
  }

  private static Shards shards(RedisOptions options, RedisFacts facts, Workers workers) {
    return facts.isCluster()
        ? new ClusterShards(options.servers().stream().map(options::uri).toList(), workers)
        : new SingleServer(options::primary, workers);
  }

  /** Completes when all shards are connected. */
  private record Awaiting(Shards shards, CompletableFuture<Void> connected)
      implements Shards.Listener {
    @Override
    public void connected(Shard shard) {
      // A cluster has no shards before it has said which there are.
      if (!shards.all().isEmpty() && shards.all().stream().allMatch(Shard::isConnected)) {
        connected.complete(null);
      }
    }
  }

  public Broker broker() {
    return broker;
  }

  public Presence presence() {
    return presence;
  }

  /** Tells the other servers which members the operator removes. */
  public MemberRemovals removals() {
    return removals;
  }

  /** Returns what the broker has done. */
  public RedisBroker counts() {
    return broker;
  }

  /**
   * Returns what an acknowledgement means on this Redis, as the end of a sentence that begins with
   * the message.
   */
  public String promise() {
    return promise;
  }

  /** Closes the broker and all connections; the presence is closed before. Idempotent. */
  @Override
  public void close() {
    broker.close();
    timer.close();
    shards.close();
  }
}
