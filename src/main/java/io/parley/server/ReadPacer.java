package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Coordinates the reads of all connections. They share the processors ({@link ReadGate}) and the
 * number of messages that may wait to be stored.
 */
final class ReadPacer extends AbstractLifeCycle implements BiConsumer<CompletionStage<?>, Integer> {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(25);

  /** The most unstored messages of one connection. */
  private static final int MOST_UNSTORED = 32;

  /** The most unstored messages of all connections; beyond it each may have one. */
  private static final int MOST_UNSTORED_OF_ALL = 1_024;

  /** One connection may take this fraction, an eighth, of what is left. */
  private static final int PART = 8;

  /**
   * Bytes of all connections that may wait to be stored: a part of what the store accepts before it
   * blocks.
   */
  private static final long MOST_BYTES = 8L << 20;

  /** Bytes of one address that may wait in any case. */
  private static final long BYTES_OF_ADDRESS = 256L << 10;

  /** How many held connections resume at each tick. */
  private static final int RESUMED = 32;

  private final ReadLimits limits;
  private final boolean optimized;
  private final Supplier<Optional<Function<LongConsumer, LongConsumer>>> memory;
  private final BooleanSupplier handshakesWait;
  private final SampledLog evictions =
      new SampledLog("held most, of an unfinished message, while the server was short of memory");
  private final ReadGate gate;
  private final PeriodicTask task;
  private final AddressUsages addresses = new AddressUsages();
  private final AtomicInteger unstored = new AtomicInteger();
  private final AtomicLong unstoredBytes = new AtomicLong();

  /** Connections that resume when fewer bytes wait. */
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

  private final Set<PacedStream> streams = ConcurrentHashMap.newKeySet();

  private static final ThreadLocal<Reading> READING = ThreadLocal.withInitial(Reading::new);

  /** The connection that a thread reads; null while it reads none. */
  private static final class Reading {
    PacedReads now;
  }

  /**
   * @param optimized see {@link #isOptimized}
   * @param memory opens an account in the memory of all clients, see {@link
   *     BridgeAttributes#CLIENT_MEMORY}; empty while the application is not running
   * @param handshakesWait see {@link #doHandshakesWait}
   */
  ReadPacer(
      Server server,
      ReadLimits limits,
      boolean optimized,
      Supplier<Optional<Function<LongConsumer, LongConsumer>>> memory,
      BooleanSupplier handshakesWait) {
    this.limits = limits;
    this.optimized = optimized;
    this.memory = memory;
    this.handshakesWait = handshakesWait;
    this.gate = new ReadGate(server.getThreadPool());
    this.task =
        new PeriodicTask("parley-pacer", server.getScheduler(), TICK, this::tick, this::isRunning);
  }

  @Override
  protected void doStart() {
    task.schedule();
  }

  /** The periodic task. */
  PeriodicTask task() {
    return task;
  }

  private void tick() {
    gate.admitOneMore();
    evictions.logRest();
    if (unstoredBytes.get() < MOST_BYTES) {
      resume(RESUMED);
    }
  }

  /** Opens a memory account; empty while the application does not count. */
  Optional<LongConsumer> account(LongConsumer evicted) {
    return memory.get().map(open -> open.apply(evicted));
  }

  /** Logs that a connection is closed because of the memory it held. */
  void evicted(SocketAddress peer) {
    evictions.note(Sockets.shown(peer));
  }

  /** Adds a WebSocket that no connector knows as an end point of its own. */
  void add(PacedStream stream) {
    streams.add(stream);
  }

  void remove(PacedStream stream) {
    streams.remove(stream);
  }

  /** The WebSockets inside TLS or in streams of HTTP/2. */
  Set<PacedStream> streams() {
    return streams;
  }

  ReadGate gate() {
    return gate;
  }

  AddressUsages addresses() {
    return addresses;
  }

  /** Whether connections read and write in the ways that only cost less. */
  boolean isOptimized() {
    return optimized;
  }

  /** Whether the application may wait while it handles an opening handshake. */
  boolean doHandshakesWait() {
    return handshakesWait.getAsBoolean();
  }

  ReadLimits limits() {
    return limits;
  }

  /** Runs a task that reads a connection. */
  void reads(PacedReads reads, Runnable read) {
    Reading reading = READING.get();
    PacedReads around = reading.now;
    reading.now = reads;
    try {
      read.run();
    } finally {
      reading.now = around;
    }
  }

  /** Whether this thread reads any connection. */
  boolean isReading() {
    return READING.get().now != null;
  }

  /** The reads that this thread runs. */
  Optional<PacedReads> reading() {
    return Optional.ofNullable(READING.get().now);
  }

  /** Whether this thread reads that connection. */
  boolean isReadHere(PacedReads reads) {
    return READING.get().now == reads;
  }

  /**
   * Counts the message that this thread has read from its connection, until it is stored; or holds
   * the reading of that connection.
   */
  @Override
  public void accept(CompletionStage<?> stage, Integer size) {
    PacedReads reads = READING.get().now;
    if (reads == null) {
      return;
    }
    if (size == BridgeAttributes.HOLD) {
      reads.holdUntil(stage);
    } else {
      reads.awaits(stage, size);
    }
  }

  /** Counts a message that waits to be stored. */
  void waits(ProcessorUsage ofAddress, int size) {
    unstored.incrementAndGet();
    unstoredBytes.addAndGet(size);
    ofAddress.waits(size);
  }

  /** Removes a message from the count, because it is stored or never will be. */
  void stored(ProcessorUsage ofAddress, int size) {
    unstored.decrementAndGet();
    unstoredBytes.addAndGet(-size);
    ofAddress.waits(-size);
    resume(1);
  }

  private void resume(int most) {
    for (int i = 0; i < most; i++) {
      Runnable goOn = held.poll();
      if (goOn == null) {
        return;
      }
      goOn.run();
    }
  }

  /**
   * Holds a connection where too many bytes wait, in all and of its address; returns whether it
   * did.
   */
  boolean holds(ProcessorUsage ofAddress, Runnable goOn) {
    boolean full =
        unstoredBytes.get() >= MOST_BYTES && ofAddress.waitingBytes() >= BYTES_OF_ADDRESS;
    if (full) {
      held.add(goOn);
    }
    return full;
  }

  /** How many messages of one connection may wait to be stored. */
  int mostUnstored() {
    int left = (MOST_UNSTORED_OF_ALL - unstored.get()) / PART;
    return Math.max(1, Math.min(MOST_UNSTORED, left));
  }
}
