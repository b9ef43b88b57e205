package io.parley.broker.redis;

import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Stands for the shard of slots that no server is known to have. */
final class MissingShard implements Shard {
  @Override
  public String name() {
    return "an unknown server";
  }

  @Override
  public boolean isConnected() {
    return false;
  }

  @Override
  public <T> CompletionStage<T> write(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands) {
    return missing();
  }

  @Override
  public <T> CompletionStage<T> read(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands) {
    return missing();
  }

  @Override
  public <T> CompletionStage<T> subscriptions(
      Function<RedisPubSubAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands) {
    return missing();
  }

  private static <T> CompletionStage<T> missing() {
    return CompletableFuture.failedFuture(new RedisConnectionException("no server has the slot"));
  }

  @Override
  public void reconnect() {}
}
