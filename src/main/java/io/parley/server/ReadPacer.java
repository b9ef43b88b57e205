package io.parley.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Shares the server out between its connections while there is more to do than it can do: by {@link
 * ReadGate} the processors, and the store by a share of a processor that each connection may use
 * for what it sends: less while the store is late, more while it has time.
 */
final class ReadPacer extends AbstractLifeCycle {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(25);

  /** Nanoseconds. */
  private static final long TURN = TimeUnit.SECONDS.toNanos(1);

  /** Nanoseconds: whoever has a message stored waits as long. */
  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long EARLY = TimeUnit.MILLISECONDS.toNanos(20);
  private static final double LESS = 0.7;
  private static final double MORE = 1.03;

  /** Of all processors, what those who send may use together in any case. */
  private static final double LEAST = 0.05;

  private static final double ALL = 1;

  private final ReadLimits limits;
  private final LongSupplier storeLag;
  private final ReadGate gate;
  private final PeriodicTask task;
  private final AddressUsages addresses = new AddressUsages();
  private volatile double share = ALL;

  /** Turns are counted so that each connection that is active in one counts once. */
  private final AtomicInteger active = new AtomicInteger();

  private final AtomicInteger turn = new AtomicInteger(1);
  private volatile int activeBefore;
  private volatile long turnBegan = System.nanoTime();

  /**
   * @param storeLag nanoseconds that the store needs for a message
   */
  ReadPacer(Server server, ReadLimits limits, LongSupplier storeLag) {
    this.limits = limits;
    this.storeLag = storeLag;
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
    endTurn();
    gate.relieve();
    adapt(storeLag.getAsLong());
  }

  private void endTurn() {
    long now = System.nanoTime();
    if (now - turnBegan > TURN) {
      turnBegan = now;
      activeBefore = active.getAndSet(0);
      turn.incrementAndGet();
    }
  }

  /**
   * A connection uses a processor: it counts once a turn.
   *
   * @param last the turn when it did so last
   * @return the turn now
   */
  int uses(int last) {
    int now = turn.get();
    if (last != now) {
      active.incrementAndGet();
    }
    return now;
  }

  private void adapt(long measured) {
    if (measured > LATE) {
      int processors = Runtime.getRuntime().availableProcessors();
      double least = Math.min(ALL, LEAST * processors / Math.max(1, activeBefore));
      share = Math.max(least, share * LESS);
    } else if (measured < EARLY) {
      share = Math.min(ALL, share * MORE);
    }
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

  /** How much of a processor a connection may use for what it sends, at most 1. */
  double share() {
    return share;
  }

  boolean isBusy() {
    return share < ALL;
  }
}
