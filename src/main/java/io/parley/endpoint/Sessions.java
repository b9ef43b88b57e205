package io.parley.endpoint;

import io.parley.guard.LimitedLog;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import io.parley.worker.WorkerPool;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * All open sessions of this server, and what watches over them. A timer looks for peers that do not
 * read or say nothing; workers do what may block in some container, so that it delays no message.
 */
public final class Sessions {

  /**
   * Threads for pings and closes. Each session has at most one of either waiting, which bounds the
   * queue; Liberty's close takes 5 s with a peer that does not read, so one thread is too few.
   */
  private static final int WORKERS = 16;

  /** Nanoseconds between two closes of a drain: few sessions need not wait for it to end. */
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

  /** Lines a second that peers cause, those of one address and all: nobody fills a disk. */
  private final LimitedLog lines = LimitedLog.of("io.parley.endpoint", 50, 200);

  private final SessionLimits sessionLimits;
  private final MemoryBudget budget;
  private final ConnectionQuota connectionQuota;
  private final WindowQuota windows;
  private final Function<String, Optional<String>> explanations;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Workers threads;
  private final WorkerTimer timer;
  private final WorkerPool workers;
  private final Object departure = new Object();
  private volatile boolean draining;
  private volatile boolean messagesLogged;

  /** With workers of its own. */
  public Sessions(
      SessionLimits sessionLimits,
      ConnectionLimits connectionLimits,
      MemoryBudget budget,
      Function<String, Optional<String>> explanations) {
    this(sessionLimits, connectionLimits, budget, explanations, new Workers());
  }

  /**
   * Starts threads that {@link #drain} ends.
   *
   * @param budget counts what each session holds
   * @param explanations explain a handshake to its client, by its id: see {@link Peer#handshake}
   */
  public Sessions(
      SessionLimits sessionLimits,
      ConnectionLimits connectionLimits,
      MemoryBudget budget,
      Function<String, Optional<String>> explanations,
      Workers threads) {
    this.sessionLimits = sessionLimits;
    this.budget = budget;
    this.explanations = explanations;
    this.connectionQuota = new ConnectionQuota(connectionLimits);
    this.windows = new WindowQuota(connectionLimits.windows());
    this.threads = threads;
    timer = threads.timer("parley-timer");
    workers = threads.pool("parley-worker", WORKERS, Integer.MAX_VALUE).shrinking();
    timer.every("parley-watch", Duration.ofMillis(period(sessionLimits)), this::watch);
  }

  /**
   * Sets what sessions begin with; before any is open. Tyrus asks at once whether a new session has
   * been idle for its time, 0 by default, and where that comes late, closes one that was given a
   * time in between.
   */
  public void prepare(ServerContainer engine) {
    engine.setDefaultMaxSessionIdleTimeout(sessionLimits.idle().toMillis());
  }

  /** From now on each message that comes in is a line of the log: its kind and size. */
  public void logMessages() {
    messagesLogged = true;
  }

  boolean logsMessages() {
    return messagesLogged;
  }

  /**
   * What a route needs for its endpoint.
   *
   * @param fallback is spoken where no subprotocol was negotiated
   * @param named are spoken where they were
   */
  public ConnectionFactory serve(Subprotocol fallback, Map<String, Subprotocol> named) {
    return new ConnectionFactory(this, fallback, named);
  }

  /** How many sessions are open, or about to. */
  public int count() {
    return open.size();
  }

  /** Whether nobody is admitted any more. */
  public boolean isDraining() {
    return draining;
  }

  /** Whether there are as many connections as may be. */
  public boolean isFull() {
    return connectionQuota.full();
  }

  /** Whether an address has as many connections as one may. */
  public boolean isFull(String address) {
    return connectionQuota.full(address);
  }

  /** Whether one more client's compression window may be kept. */
  public boolean hasWindow() {
    return windows.hasRoom();
  }

  /**
   * Closes every session with 1012, those that still open too, and admits no more; returns when the
   * peers have answered or {@code within} is over, and ends the threads. Many sessions are closed
   * one after another over most of that time: all at once, they would come back at once.
   */
  public void drain(Duration within) {
    draining = true;
    long deadline = System.nanoTime() + within.toNanos();
    sendAllAway(within.toNanos() / 5 * 4);
    awaitDeparture(deadline);
    timer.close();
    workers.shutdown();
    lines.tell();
  }

  /** A fault that was handled: where it tells of exhausted memory, all others are concerned. */
  void caught(Throwable fault) {
    threads.caught(fault);
  }

  LimitedLog lines() {
    return lines;
  }

  SessionLimits limits() {
    return sessionLimits;
  }

  MemoryBudget budget() {
    return budget;
  }

  Optional<String> explain(String handshake) {
    return explanations.apply(handshake);
  }

  boolean take(String address) {
    return !draining && connectionQuota.take(address);
  }

  WindowQuota windows() {
    return windows;
  }

  void add(Connection connection) {
    open.add(connection);
    if (draining) {
      sendAway(connection);
    }
  }

  void remove(Connection connection) {
    if (open.remove(connection)) {
      connectionQuota.give(connection.address());
      if (connection.keepsWindow()) {
        windows.give();
      }
      connection.settle();
    }
    if (draining) {
      synchronized (departure) {
        departure.notifyAll();
      }
    }
  }

  /** Runs what may block, soon; or never, once drained. */
  void work(Runnable work) {
    workers.execute(work);
  }

  /** Runs what does not block, after that time, unless it is cancelled; never, once drained. */
  Future<?> later(Runnable task, Duration delay) {
    return timer.later(task, delay);
  }

  private void sendAway(Connection connection) {
    connection.end(CloseCode.RESTART, "server restarts");
  }

  private void sendAllAway(long window) {
    List<Connection> all = List.copyOf(open);
    long pause = Math.min(LONGEST_PAUSE, window / Math.max(1, all.size()));
    long due = System.nanoTime();
    for (Connection connection : all) {
      sendAway(connection);
      due += pause;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private void awaitDeparture(long deadline) {
    synchronized (departure) {
      try {
        for (long left = left(deadline); left > 0 && !open.isEmpty(); left = left(deadline)) {
          departure.wait(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static long left(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
  }

  /** Whatever one connection meets, the others are watched over. */
  private void watch() {
    long now = System.nanoTime();
    Workers.forEach(open, connection -> watch(connection, now));
  }

  private void watch(Connection connection, long now) {
    try {
      connection.watch(now);
    } catch (RuntimeException e) {
      lines.log(Level.ERROR, connection.address(), "cannot watch over " + connection.id(), e);
    }
  }

  /** Often enough to be late by a quarter at most, and by a second at most. */
  private static long period(SessionLimits sessionLimits) {
    long shortest = Math.min(sessionLimits.ping().toMillis(), sessionLimits.stall().toMillis());
    return Math.max(1, Math.min(1_000, shortest / 4));
  }
}
