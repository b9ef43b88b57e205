package io.parley.server;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * What all connections share that are read: the processors, by {@link ReadGate}, and the messages
 * that may wait to be stored.
 */
final class ReadPacer extends AbstractLifeCycle implements Consumer<CompletionStage<?>> {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(25);

  /** Of one connection. */
  private static final int MOST_UNSTORED = 32;

  /** Of all; beyond, one of each connection. */
  private static final int MOST_UNSTORED_OF_ALL = 1_024;

  /** Of what is left, that one connection may take. */
  private static final int PART = 8;

  private final ReadLimits limits;
  private final ReadGate gate;
  private final PeriodicTask task;
  private final AddressUsages addresses = new AddressUsages();
  private final AtomicInteger unstored = new AtomicInteger();
  private final ThreadLocal<PacedEndPoint> reading = new ThreadLocal<>();

  ReadPacer(Server server, ReadLimits limits) {
    this.limits = limits;
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
    reading.set(endPoint);
    try {
      read.run();
    } finally {
      reading.remove();
    }
  }

  /** Whether this thread reads that connection. */
  boolean isReadHere(PacedEndPoint endPoint) {
    return reading.get() == endPoint;
  }

  /** What the message of the connection that this thread reads waits for. */
  @Override
  public void accept(CompletionStage<?> storing) {
    PacedEndPoint endPoint = reading.get();
    if (endPoint != null) {
      endPoint.awaits(storing);
    }
  }

  void unstored(int more) {
    unstored.addAndGet(more);
  }

  /** How many messages of one connection may wait to be stored. */
  int mostUnstored() {
    int left = (MOST_UNSTORED_OF_ALL - unstored.get()) / PART;
    return Math.max(1, Math.min(MOST_UNSTORED, left));
  }
}
