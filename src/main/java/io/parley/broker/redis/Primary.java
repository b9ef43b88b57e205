package io.parley.broker.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.parley.chat.FailureLog;
import io.parley.worker.WorkerTimer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A shard whose connections are opened by Parley, and never by the client: that would repeat
 * commands to whatever primary is there. All changes are made on one thread.
 */
final class Primary implements Shard {
  private static final FailureLog FAILURES =
      new FailureLog(System.getLogger(Primary.class.getName()));

  /** The message of the failure of a command that was not sent. */
  static final String NOT_CONNECTED = "not connected";

  /** The three connections. */
  private record Connections(
      StatefulRedisConnection<byte[], byte[]> write,
      StatefulRedisConnection<byte[], byte[]> read,
      StatefulRedisPubSubConnection<byte[], byte[]> subscriptions) {
    boolean areOpen() {
      return write.isOpen() && read.isOpen() && subscriptions.isOpen();
    }

    void close() {
      Stream.of(write, read, subscriptions).forEach(Primary::close);
    }
  }

  private final RedisClient client;
  private final Supplier<RedisURI> address;
  private final WorkerTimer timer;
  private final Shards.Listener listener;
  private volatile Optional<Connections> connections = Optional.empty();

  // Used on the timer's thread only.
  private final BackOff backOff = new BackOff();
  private boolean opening;
  private boolean closed;

  /**
   * @param address is asked before each attempt, for the primary may be another one then
   * @param timer has the one thread on which the listener is told of connections
   */
  Primary(
      RedisClient client, Supplier<RedisURI> address, WorkerTimer timer, Shards.Listener listener) {
    this.client = client;
    this.address = address;
    this.timer = timer;
    this.listener = listener;
  }

  @Override
  public String name() {
    RedisURI uri = address.get();
    return uri.getSentinels().isEmpty()
        ? uri.getHost() + ":" + uri.getPort()
        : uri.getSentinelMasterId() + " of the sentinels";
  }

  @Override
  public boolean isConnected() {
    return connections.isPresent();
  }

  /** Begins to open the connections. */
  void start() {
    timer.execute(this::open);
  }

  /** Closes the connections for good; the listener is told nothing more. */
  void close() {
    timer.execute(this::end);
  }

  private void end() {
    closed = true;
    drop();
  }

  @Override
  public void reconnect() {
    connections.ifPresent(now -> timer.execute(() -> lost(now)));
  }

  private void open() {
    if (closed || opening || connections.isPresent()) {
      return;
    }
    opening = true;
    Opening attempt = new Opening();
    var unused =
        attempt.result().whenComplete((opened, failure) -> timer.execute(() -> opened(attempt)));
  }

  /** The connections of one attempt; those that were opened are closed where another was not. */
  private final class Opening {
    private final CompletableFuture<StatefulRedisConnection<byte[], byte[]>> write = connection();
    private final CompletableFuture<StatefulRedisConnection<byte[], byte[]>> read = connection();
    private final CompletableFuture<StatefulRedisPubSubConnection<byte[], byte[]>> subscriptions =
        begun(() -> client.connectPubSubAsync(ByteArrayCodec.INSTANCE, address.get()));

    private CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection() {
      return begun(() -> client.connectAsync(ByteArrayCodec.INSTANCE, address.get()));
    }

    CompletableFuture<Void> result() {
      return CompletableFuture.allOf(write, read, subscriptions);
    }

    Connections connections() {
      return new Connections(write.join(), read.join(), subscriptions.join());
    }

    void abandon() {
      Stream.of(write, read, subscriptions).forEach(this::closeLater);
    }

    private void closeLater(
        CompletableFuture<? extends StatefulRedisConnection<byte[], byte[]>> one) {
      var unused = one.thenAccept(Primary::close);
    }
  }

  private static void close(StatefulRedisConnection<byte[], byte[]> connection) {
    if (connection.isOpen()) {
      var unused = connection.closeAsync();
    }
  }

  /** Begins an attempt; the client may also throw where an address cannot be used. */
  private static <T> CompletableFuture<T> begun(Supplier<? extends CompletionStage<T>> attempt) {
    try {
      return attempt.get().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void opened(Opening attempt) {
    opening = false;
    Optional<Throwable> failure = failure(attempt.result());
    if (closed || failure.isPresent()) {
      attempt.abandon();
      failure.ifPresent(cause -> FAILURES.warn("no connection to Redis at " + name(), cause));
      openLater();
      return;
    }
    Connections opened = attempt.connections();
    opened.subscriptions().addListener(new PublishedListener(this, listener));
    connections = Optional.of(opened);
    watch(opened);
    if (opened.areOpen()) {
      backOff.reset();
      listener.connected(this);
    } else {
      drop();
      openLater();
    }
  }

  private static Optional<Throwable> failure(CompletableFuture<?> result) {
    return result.handle((done, failure) -> Optional.ofNullable(failure)).join();
  }

  private void openLater() {
    if (!closed) {
      var unused = timer.later(this::open, backOff.next());
    }
  }

  private void watch(Connections watched) {
    RedisConnectionStateListener end =
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            timer.execute(() -> lost(watched));
          }
        };
    watched.write().addListener(end);
    watched.read().addListener(end);
    watched.subscriptions().addListener(end);
  }

  private void lost(Connections which) {
    if (connections.filter(which::equals).isPresent()) {
      drop();
      if (!closed) {
        listener.lost(this);
        openLater();
      }
    }
  }

  private void drop() {
    Optional<Connections> dropped = connections;
    connections = Optional.empty();
    dropped.ifPresent(Connections::close);
  }

  @Override
  public <T> CompletionStage<T> write(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands) {
    return send(Connections::write, connection -> commands.apply(connection.async()));
  }

  @Override
  public <T> CompletionStage<T> read(
      Function<RedisAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands) {
    return send(Connections::read, connection -> commands.apply(connection.async()));
  }

  @Override
  public <T> CompletionStage<T> subscriptions(
      Function<RedisPubSubAsyncCommands<byte[], byte[]>, ? extends CompletionStage<T>> commands) {
    return send(Connections::subscriptions, connection -> commands.apply(connection.async()));
  }

  private <C, T> CompletionStage<T> send(
      Function<Connections, C> which, Function<C, ? extends CompletionStage<T>> commands) {
    Optional<Connections> now = connections;
    if (now.isEmpty()) {
      return CompletableFuture.failedFuture(new RedisConnectionException(NOT_CONNECTED));
    }
    try {
      return commands.apply(which.apply(now.get()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
