package io.parley.broker.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The primaries of a cluster. Which one has which slot is asked of all of them, every 15 s and
 * where an answer, a lost connection or an ended subscription says that it has changed. The newest
 * answer of a server that serves is believed. All changes are made on one thread.
 */
final class ClusterShards implements Shards {
  private static final Duration REFRESH = Duration.ofSeconds(15);

  /** How often it is asked while slots have no connected primary. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** The shortest pause between two questions. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Servers that are asked at most where no primary is connected. */
  private static final int MOST_ASKED = 16;

  private static final Pattern VERSION = Pattern.compile("redis_version:([0-9]{1,4})\\.");
  private static final int FIRST_WITH_SHARDED_CHANNELS = 7;

  private final RedisConnector connector = new RedisConnector();
  private final RedisURI seed;
  private final WorkerTimer timer;
  private final ShardListeners listeners = new ShardListeners();
  private volatile ClusterSlots slots = ClusterSlots.none();
  private volatile boolean sharded = true;

  // Used on the timer's thread only.
  private final Set<ClusterNode> known = new LinkedHashSet<>();
  private long lastAsked = System.nanoTime() - REFRESH.toNanos();
  private boolean stale = true;
  private boolean asking;
  private boolean closed;

  /**
   * @param seeds some servers of the cluster; how the first is logged in to holds for all
   */
  ClusterShards(List<RedisURI> seeds, Workers workers) {
    seed = seeds.get(0);
    seeds.forEach(each -> known.add(new ClusterNode(each.getHost(), each.getPort())));
    timer = workers.timer("parley-redis");
    listeners.add(
        new Listener() {
          @Override
          public void lost(Shard shard) {
            refresh();
          }

          @Override
          public void unsubscribed(Shard shard, byte[] channel) {
            refresh();
          }
        });
  }

  @Override
  public Shard of(RoomKeys keys) {
    return slots.of(keys.slot());
  }

  @Override
  public Collection<Shard> all() {
    return List.copyOf(slots.primaries().values());
  }

  /** False for Redis 6.2, which publishes to all servers of the cluster. */
  @Override
  public boolean hasShardedChannels() {
    return sharded;
  }

  @Override
  public void add(Listener listener) {
    listeners.add(listener);
  }

  @Override
  public void start() {
    timer.execute(this::ask);
    timer.every("parley-redis-topology", TICK, this::askIfDue);
  }

  @Override
  public void refresh() {
    timer.execute(
        () -> {
          stale = true;
          if (isOver(PAUSE)) {
            ask();
          }
        });
  }

  private boolean isOver(Duration time) {
    return System.nanoTime() - lastAsked >= time.toNanos();
  }

  private void askIfDue() {
    if (stale || slots.isIncomplete() || isOver(REFRESH)) {
      ask();
    }
  }

  private void ask() {
    if (asking || closed) {
      return;
    }
    asking = true;
    stale = false;
    lastAsked = System.nanoTime();
    List<CompletableFuture<Optional<ClusterView>>> views = new ArrayList<>();
    slots.primaries().forEach((node, primary) -> views.add(bounded(view(node, primary))));
    if (slots.primaries().values().stream().noneMatch(Primary::isConnected)) {
      known.stream().limit(MOST_ASKED).forEach(node -> views.add(bounded(view(node))));
    }
    CompletableFuture<Void> all =
        CompletableFuture.allOf(views.toArray(new CompletableFuture<?>[0]));
    var unused = all.whenComplete((done, failure) -> timer.execute(() -> adopt(views)));
  }

  /** A server that does not answer in time has no view. */
  private static CompletableFuture<Optional<ClusterView>> bounded(
      CompletionStage<Optional<ClusterView>> view) {
    return view.toCompletableFuture()
        .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> Optional.empty());
  }

  private CompletionStage<Optional<ClusterView>> view(ClusterNode node, Primary primary) {
    return primary.read(commands -> view(node, commands));
  }

  /** Asks over a connection that is closed afterwards. */
  private CompletionStage<Optional<ClusterView>> view(ClusterNode node) {
    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connection =
        connector.client().connectAsync(ByteArrayCodec.INSTANCE, uri(node)).toCompletableFuture();
    return connection
        .thenCompose(opened -> view(node, opened.async()))
        .whenComplete((view, failure) -> close(connection));
  }

  private static void close(CompletableFuture<StatefulRedisConnection<byte[], byte[]>> opening) {
    var unused = opening.thenCompose(StatefulRedisConnection::closeAsync);
  }

  private CompletionStage<Optional<ClusterView>> view(
      ClusterNode node, RedisAsyncCommands<byte[], byte[]> commands) {
    CompletionStage<String> version = commands.info("server");
    CompletionStage<String> info = commands.clusterInfo();
    return version
        .thenAccept(this::versionIs)
        .thenCompose(noted -> info)
        .thenCombine(
            commands.clusterSlots(),
            (state, ranges) -> ClusterView.parse(node.host(), state, ranges));
  }

  private void versionIs(String info) {
    Matcher version = VERSION.matcher(info);
    if (version.find()) {
      sharded = Integer.parseInt(version.group(1)) >= FIRST_WITH_SHARDED_CHANNELS;
    }
  }

  private RedisURI uri(ClusterNode node) {
    return RedisURI.builder(seed).withHost(node.host()).withPort(node.port()).build();
  }

  private void adopt(List<CompletableFuture<Optional<ClusterView>>> views) {
    asking = false;
    if (!closed) {
      views.stream()
          .flatMap(view -> view.join().stream())
          .filter(view -> !view.ranges().isEmpty())
          .max(ClusterView.BY_CREDIT)
          .ifPresent(this::adopt);
    }
  }

  private void adopt(ClusterView view) {
    ClusterSlots former = slots;
    List<Primary> opened = new ArrayList<>();
    ClusterSlots next = ClusterSlots.of(view, node -> primary(node, former, opened));
    known.addAll(view.nodes());
    if (next.bySlot().equals(former.bySlot())) {
      return;
    }
    slots = next;
    opened.forEach(Primary::start);
    listeners.moved();
    former.primaries().values().stream()
        .filter(primary -> !next.primaries().containsValue(primary))
        .forEach(Primary::close);
  }

  private Primary primary(ClusterNode node, ClusterSlots former, List<Primary> opened) {
    Map<ClusterNode, Primary> primaries = former.primaries();
    if (primaries.containsKey(node)) {
      return primaries.get(node);
    }
    Primary primary = new Primary(connector.client(), () -> uri(node), timer, listeners);
    opened.add(primary);
    return primary;
  }

  @Override
  public void close() {
    timer.execute(
        () -> {
          closed = true;
          slots.primaries().values().forEach(Primary::close);
          timer.execute(connector::close);
          timer.execute(timer::close);
        });
    timer.awaitEnd(RedisConnector.END);
  }
}
