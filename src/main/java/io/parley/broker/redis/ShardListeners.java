package io.parley.broker.redis;

import io.parley.worker.Workers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells several listeners what one is told. Thread-safe. */
final class ShardListeners implements Shards.Listener {
  private final List<Shards.Listener> listeners = new CopyOnWriteArrayList<>();

  void add(Shards.Listener listener) {
    listeners.add(listener);
  }

  @Override
  public void connected(Shard shard) {
    Workers.forEach(listeners, listener -> listener.connected(shard));
  }

  @Override
  public void lost(Shard shard) {
    Workers.forEach(listeners, listener -> listener.lost(shard));
  }

  @Override
  public void moved() {
    Workers.forEach(listeners, Shards.Listener::moved);
  }

  @Override
  public void published(Shard shard, byte[] channel, byte[] payload) {
    Workers.forEach(listeners, listener -> listener.published(shard, channel, payload));
  }

  @Override
  public void unsubscribed(Shard shard, byte[] channel) {
    Workers.forEach(listeners, listener -> listener.unsubscribed(shard, channel));
  }
}
