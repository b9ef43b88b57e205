package io.parley.broker.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;

/** Passes on what a shard's connection for subscriptions receives. */
final class PublishedListener extends RedisPubSubAdapter<byte[], byte[]> {
  private final Shard shard;
  private final Shards.Listener listener;

  PublishedListener(Shard shard, Shards.Listener listener) {
    this.shard = shard;
    this.listener = listener;
  }

  @Override
  public void message(byte[] channel, byte[] payload) {
    listener.published(shard, channel, payload);
  }

  @Override
  public void smessage(byte[] channel, byte[] payload) {
    listener.published(shard, channel, payload);
  }

  @Override
  public void unsubscribed(byte[] channel, long count) {
    listener.unsubscribed(shard, channel);
  }

  @Override
  public void sunsubscribed(byte[] channel, long count) {
    listener.unsubscribed(shard, channel);
  }
}
