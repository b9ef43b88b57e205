package io.parley.broker.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One shard whose subscriptions may be at another process than everything else, and whose reads a
 * test can hold back.
 */
final class ControlledShards implements Shards {
  private final Shards commands;
  private final Shards subscriptions;
  private final ShardListeners listeners = new ShardListeners();
  private final Shard shard = new Controlled();
  private volatile CompletableFuture<Void> mayRead = CompletableFuture.completedFuture(null);

  ControlledShards(Shards commands, Shards subscriptions) {
    this.commands = commands;
    this.subscriptions = subscriptions;
    Listener renamed =
        new Listener() {
          @Override
          public void connected(Shard which) {
            if (shard.isConnected()) {
              listeners.connected(shard);
            }
          }

          @Override
          public void lost(Shard which) {
            listeners.lost(shard);
          }

          @Override
          public void published(Shard which, byte[] channel, byte[] payload) {
            listeners.published(shard, channel, payload);
          }
        };
    commands.add(renamed);
    subscriptions.add(renamed);
  }

  private final class Controlled implements Shard {
    private Shard commands() {
      return commands.all().iterator().next();
    }

    private Shard subscriptions() {
      return subscriptions.all().iterator().next();
    }

    @Override
    public String name() {
      return commands().name();
    }

    @Override
    public boolean isConnected() {
      return commands().isConnected() && subscriptions().isConnected();
    }

    @Override
    public <T> CompletionStage<T> write(
        Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> sent) {
      return commands().write(sent);
    }

    @Override
    public <T> CompletionStage<T> read(
        Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> sent) {
      return mayRead.thenCompose(now -> commands().read(sent));
    }

    @Override
    public <T> CompletionStage<T> subscriptions(
        Function<RedisPubSubAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> sent) {
      return subscriptions().subscriptions(sent);
    }

    @Override
    public void reconnect() {
      subscriptions().reconnect();
    }
  }

  /** Sends no read before {@link #sendReads}. */
  void holdReads() {
    mayRead = new CompletableFuture<>();
  }

  void sendReads() {
    mayRead.complete(null);
  }

  @Override
  public Shard of(RoomKeys keys) {
    return shard;
  }

  @Override
  public Collection<Shard> all() {
    return List.of(shard);
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
    commands.start();
    subscriptions.start();
  }

  @Override
  public void close() {
    commands.close();
    subscriptions.close();
  }
}
