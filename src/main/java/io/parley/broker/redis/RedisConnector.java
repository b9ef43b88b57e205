package io.parley.broker.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.parley.worker.TrackedThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The client library with the options that Parley needs, and its threads. */
final class RedisConnector implements AutoCloseable {
  /** How long a command may take; a server that stands still is noticed by it. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** Commands that wait for an answer on one connection, at most; a further one fails. */
  private static final int MOST_WAITING = 32_768;

  /** Threads of the client: they pass on what others have to do. */
  private static final int THREADS = 2;

  /** How long the pools may take to end, and then their threads. */
  private static final Duration POOLS_END = Duration.ofSeconds(3);

  private static final Duration THREADS_END = Duration.ofSeconds(1);

  /** How long an end is awaited by others: a container takes a thread that goes on for a leak. */
  static final Duration END = POOLS_END.plus(THREADS_END).plusSeconds(1);

  static {
    ClientLog.install();
  }

  private final TrackedThreads threads = new TrackedThreads();

  private final ClientResources resources =
      DefaultClientResources.builder()
          .threadFactoryProvider(this::threadsOf)
          .ioThreadPoolSize(THREADS)
          .computationThreadPoolSize(THREADS)
          .build();

  private final RedisClient client = RedisClient.create(resources);

  RedisConnector() {
    client.setOptions(
        ClientOptions.builder()
            // It would send again, to whatever primary is there, what may have been executed.
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .requestQueueSize(MOST_WAITING)
            .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
            .socketOptions(socketOptions())
            .build());
  }

  private ThreadFactory threadsOf(String pool) {
    ThreadFactory factory = new DefaultThreadFactory(pool, true);
    return task -> threads.add(factory.newThread(task));
  }

  private static SocketOptions socketOptions() {
    return SocketOptions.builder()
        .connectTimeout(CONNECT_TIMEOUT)
        .keepAlive(
            SocketOptions.KeepAliveOptions.builder()
                .enable()
                .idle(Duration.ofSeconds(5))
                .interval(Duration.ofSeconds(1))
                .count(3)
                .build())
        .build();
  }

  RedisClient client() {
    return client;
  }

  /** Closes all connections, and waits a moment for the threads to end. */
  @Override
  public void close() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    client
        .shutdownAsync(0, 1, TimeUnit.SECONDS)
        .whenComplete((done, failure) -> endThreads(ended))
        .exceptionally(failure -> null);
    ended.completeOnTimeout(null, POOLS_END.toMillis(), TimeUnit.MILLISECONDS).join();
    threads.awaitEnd(THREADS_END);
  }

  private void endThreads(CompletableFuture<Void> ended) {
    resources.shutdown(0, 1, TimeUnit.SECONDS).addListener(done -> ended.complete(null));
  }
}
