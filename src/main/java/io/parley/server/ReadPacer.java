package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * What all connections share that are read: the processors, by {@link ReadGate}, and the messages
 * that may wait to be stored.
 */
final class ReadPacer extends AbstractLifeCycle implements BiConsumer<CompletionStage<?>, Integer> {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(25);

  /** Of one connection. */
  private static final int MOST_UNSTORED = 32;

  /** Of all; beyond, one of each connection. */
  private static final int MOST_UNSTORED_OF_ALL = 1_024;

  /** Of what is left, that one connection may take. */
  private static final int PART = 8;

  /** Bytes of all that may wait to be stored: a part of what the store takes before it blocks. */
  private static final long MOST_BYTES = 8L << 20;

  /** Bytes that an address may have waiting in any case. */
  private static final long BYTES_OF_ADDRESS = 256L << 10;

  /** Of those that were held, how many go on at a tick. */
  private static final int RESUMED = 32;

  private final ReadLimits limits;
  private final Supplier<Optional<Function<LongConsumer, LongConsumer>>> memory;
  private final SampledLog evictions =
      new SampledLog("held most, of an unfinished message, while the server was short of memory");
  private final ReadGate gate;
  private final PeriodicTask task;
  private final AddressUsages addresses = new AddressUsages();
  private final AtomicInteger unstored = new AtomicInteger();
  private final AtomicLong unstoredBytes = new AtomicLong();

  /** What goes on when fewer bytes wait. */
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

  private static final ThreadLocal<PacedEndPoint> READING = new ThreadLocal<>();

  /**
   * @param memory opens an account in the memory of all clients, see {@link
   *     BridgeAttributes#CLIENT_MEMORY}; empty while the application is not there
   */
  ReadPacer(
      Server server,
      ReadLimits limits,
      Supplier<Optional<Function<LongConsumer, LongConsumer>>> memory) {
    this.limits = limits;
    this.memory = memory;
    this.gate = new ReadGate(server.getThreadPool());
    this.task =
        new PeriodicTask("parley-pacer", server.getScheduler(), TICK, this::tick, this::isRunning);
  }

  @Override
  protected void doStart() {
    task.schedule();
  }

  /** What is done again and again. */
  PeriodicTask task() {
    return task;
  }

  private void tick() {
    gate.relieve();
    evictions.sayRest();
    if (unstoredBytes.get() < MOST_BYTES) {
      resume(RESUMED);
    }
  }

  /** Empty while nobody counts. */
  Optional<LongConsumer> account(LongConsumer evicted) {
    return memory.get().map(open -> open.apply(evicted));
  }

  /** A connection is closed for what it held. */
  void evicted(SocketAddress peer) {
    evictions.note(Sockets.shown(peer));
  }

  ReadGate gate() {
    return gate;
  }

  AddressUsages addresses() {
    return addresses;
  }

  ReadLimits limits() {
    return limits;
  }

  /** Runs what reads a connection. */
  void reads(PacedEndPoint endPoint, Runnable read) {
    READING.set(endPoint);
    try {
      read.run();
    } finally {
      READING.remove();
    }
  }

  /** Whether this thread reads that connection. */
  boolean isReadHere(PacedEndPoint endPoint) {
    return READING.get() == endPoint;
  }

  /** What the message of the connection that this thread reads waits for. */
  @Override
  public void accept(CompletionStage<?> storing, Integer size) {
    PacedEndPoint endPoint = READING.get();
    if (endPoint != null) {
      endPoint.awaits(storing, size);
    }
  }

  /** A message waits to be stored. */
  void waits(ProcessorUsage ofAddress, int size) {
    unstored.incrementAndGet();
    unstoredBytes.addAndGet(size);
    ofAddress.waits(size);
  }

  /** A message is stored, or never will be: another one may come. */
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

  /** Keeps it for later where too many bytes wait to be stored, of its address too. */
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
