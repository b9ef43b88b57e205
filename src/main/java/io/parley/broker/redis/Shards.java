package io.parley.broker.redis;

import java.util.Collection;

/**
 * The primaries of one Redis: a single one, or those of a cluster. Connections are opened by {@link
 * #start} and, after a loss, again and again with a growing, random pause, until {@link #close}.
 * Thread-safe.
 */
interface Shards extends AutoCloseable {
  /** Returns the shard that has the keys and the channel of a room, as far as is known. */
  Shard of(RoomKeys keys);

  /** Returns all shards; they may change. */
  Collection<Shard> all();

  /** Whether it is a cluster with sharded channels, so that channels have a slot as keys do. */
  boolean hasShardedChannels();

  /**
   * Asks soon which server has which room, because an answer such as {@code MOVED} says that it has
   * changed. Does nothing where one server has all.
   */
  default void refresh() {}

  /** Adds a listener, which is told what happens from now on. */
  void add(Listener listener);

  /** Begins to open connections. Called once, after the listeners were added. */
  void start();

  /** Closes all connections; commands fail from now on. Idempotent. */
  @Override
  void close();

  /**
   * Is told of connections, on one thread at a time of the shards' own, and of what is published,
   * on a thread of the client. It must not block.
   */
  interface Listener {
    /**
     * All connections of a shard are open. It has no subscription, and may be another process than
     * before.
     */
    default void connected(Shard shard) {}

    /** A connection of the shard is lost; {@link #connected} follows once all are open again. */
    default void lost(Shard shard) {}

    /** Keys have moved: {@link #of} may return another shard for any room. */
    default void moved() {}

    /** A payload was published on a channel to which the shard's connection is subscribed. */
    default void published(Shard shard, byte[] channel, byte[] payload) {}

    /** The server ended a subscription by itself, such as that of a slot that it gave away. */
    default void unsubscribed(Shard shard, byte[] channel) {}
  }
}
