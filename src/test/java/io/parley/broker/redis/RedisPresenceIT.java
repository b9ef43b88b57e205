package io.parley.broker.redis;

import io.lettuce.core.RedisURI;
import io.parley.broker.PresenceContract;
import io.parley.chat.Presence;
import io.parley.tool.RedisServer;
import io.parley.worker.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisPresenceIT extends PresenceContract {
  @TempDir private static Path folder;
  private static RedisServer server;
  private static final AtomicInteger STATES = new AtomicInteger();

  private final List<Shards> shards = new ArrayList<>();

  @BeforeAll
  static void startRedis() throws IOException {
    server = RedisServer.start(folder);
  }

  @AfterAll
  static void endRedis() {
    server.close();
  }

  @AfterEach
  void disconnect() {
    shards.forEach(Shards::close);
  }

  @Override
  protected Supplier<Presence> shared(Duration grace) {
    String prefix = "state" + STATES.incrementAndGet();
    return () -> node(prefix, grace);
  }

  private Presence node(String prefix, Duration grace) {
    Workers workers = new Workers();
    SingleServer own = new SingleServer(() -> RedisURI.create(server.url()), workers);
    shards.add(own);
    RedisPresence.Times times =
        new RedisPresence.Times(Duration.ofSeconds(2), Duration.ofMillis(50), grace);
    RedisPresence presence = new RedisPresence(own, prefix, workers, times, MOST_ABSENT);
    own.start();
    return presence;
  }
}
