package io.parley.broker.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One primary, and the three connections to it. They live and die together: where one is lost, the
 * others are closed, and all are opened again.
 *
 * <p>A stage completes on a thread of the client, so what follows it must not block. It fails at
 * once where the primary is not connected, and where the connection is lost before the answer: then
 * the command may or may not be executed. No command is ever repeated. Thread-safe; nothing blocks.
 */
interface Shard {
  /** Returns host and port, for people. */
  String name();

  /** Whether all connections are open. */
  boolean isConnected();

  /**
   * Sends commands over the connection for writing, in the order of the calls. Only the append lane
   * uses it: {@code WAIT} counts the writes of its own connection, and blocks that connection.
   */
  <T> CompletionStage<T> write(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands);

  /**
   * Sends commands over the connection for everything else, in the order of the calls; no blocking
   * command.
   */
  <T> CompletionStage<T> read(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands);

  /**
   * Sends commands over the connection for subscriptions, in the order of the calls. Subscriptions
   * end with the connection. In a cluster, one command names channels of one slot only.
   */
  <T> CompletionStage<T> subscriptions(
      Function<RedisPubSubAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands);

  /** Closes the connections and opens new ones, because they do not do what they should. */
  void reconnect();
}
