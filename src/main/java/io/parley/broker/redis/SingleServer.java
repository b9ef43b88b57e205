package io.parley.broker.redis;

import io.lettuce.core.RedisURI;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The shards of a Redis that is no cluster: one, which has every room. */
final class SingleServer implements Shards {
  private final RedisConnector connector = new RedisConnector();
  private final WorkerTimer timer;
  private final ShardListeners listeners = new ShardListeners();
  private final Primary primary;
  private final SentinelWatch watch;

  /**
   * @param address of the primary, or of the sentinels that know it; asked before each attempt
   */
  SingleServer(Supplier<RedisURI> address, Workers workers) {
    this.timer = workers.timer("parley-redis");
    this.primary = new Primary(connector.client(), address, timer, listeners);
    this.watch = new SentinelWatch(connector.client(), address, primary);
  }

  @Override
  public Shard of(RoomKeys keys) {
    return primary;
  }

  @Override
  public Collection<Shard> all() {
    return List.of(primary);
  }

  @Override
  public boolean hasShardedChannels() {
    return false;
  }

  @Override
  public void add(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public void start() {
    primary.start();
    timer.every("parley-redis-sentinels", SentinelWatch.INTERVAL, watch::round);
  }

  @Override
  public void close() {
    primary.close();
    timer.execute(connector::close);
    timer.execute(timer::close);
    timer.awaitEnd(RedisConnector.END);
  }
}
