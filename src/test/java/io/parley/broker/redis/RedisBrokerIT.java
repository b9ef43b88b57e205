package io.parley.broker.redis;

import io.lettuce.core.RedisURI;
import io.parley.broker.BrokerContract;
import io.parley.chat.Broker;
import io.parley.tool.RedisServer;
import io.parley.tool.Until;
import io.parley.worker.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every broker promises, of one over a real Redis. */
class RedisBrokerIT extends BrokerContract {
  @TempDir static Path folder;
  private static RedisServer server;
  private static final AtomicInteger PREFIXES = new AtomicInteger();

  private final List<Shards> opened = new ArrayList<>();

  @BeforeAll
  static void startServer() throws IOException {
    server = RedisServer.start(folder);
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  @Override
  protected Broker create() {
    return create(1_000);
  }

  @Override
  protected Broker create(int rooms) {
    Workers workers = new Workers();
    Shards shards = new SingleServer(() -> RedisURI.create("127.0.0.1", server.port()), workers);
    opened.add(shards);
    LogLimits limits = new LogLimits(10_000, 16 << 20, Duration.ofHours(1), rooms);
    String prefix = "p" + PREFIXES.incrementAndGet();
    Broker broker = new RedisBroker(prefix, shards, limits, new Replication(0), workers);
    shards.start();
    Until.isTrue("connected", () -> shards.all().stream().allMatch(Shard::isConnected));
    return broker;
  }

  @AfterEach
  void closeShards() {
    opened.forEach(Shards::close);
  }
}
