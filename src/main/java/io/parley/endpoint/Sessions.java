package io.parley.endpoint;

import io.parley.guard.LimitedLog;
import io.parley.memory.MemoryBudget;
import io.parley.subprotocol.Peer;
import io.parley.subprotocol.Subprotocol;
import io.parley.worker.WorkerPool;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All open sessions of this server. A timer checks for peers that do not read or are silent.
 * Workers run what may block in some containers, so that it delays no message.
 */
public final class Sessions {

  /**
   * Threads for pings, closes and recurring tasks. Each session has at most one of each waiting,
   * which bounds the queue. Liberty's close takes 5 s with a peer that does not read, so one thread
   * is too few.
   */
  private static final int WORKERS = 16;

  /**
   * Threads of the container that may wait at once because their peers pause. The smallest pool of
   * a supported container has twice as many, and others must still be served.
   */
  private static final int MOST_PAUSED = 16;

  /** How late a connection may be closed whose authentication has ended; no message leaves. */
  private static final Duration EXPIRY_PRECISION = Duration.ofMillis(250);

  /**
   * Limits log lines a second that peers cause, by address and in all, so that they cannot fill a
   * disk.
   */
  private final LimitedLog log = LimitedLog.of("io.parley.endpoint", 50, 200);

  private final SessionLimits sessionLimits;
  private final MemoryBudget budget;
  private final ConnectionQuota connectionQuota;
  private final UserQuotas users;
  private final WindowQuota windows;
  private final Function<String, Optional<String>> explanations;

  /** By the connections' ids. */
  private final ConcurrentMap<String, Connection> open = new ConcurrentHashMap<>();

  private final SessionDrain drain = new SessionDrain(open.values());
  private final Workers threads;
  private final WorkerTimer timer;
  private final WorkerPool workers;
  private final TimerWheel expiries =
      new TimerWheel(EXPIRY_PRECISION.toMillis(), System.currentTimeMillis());
  private final Semaphore pausedThreads = new Semaphore(MOST_PAUSED);
  private volatile boolean messagesLogged;

  /** Stops reading from the connection of the calling thread until a stage completes. */
  private volatile Optional<Consumer<CompletionStage<?>>> readHold = Optional.empty();

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
    this.users = new UserQuotas(connectionLimits.users(), sessionLimits.maxMessage());
    this.windows = new WindowQuota(connectionLimits.windows());
    this.threads = threads;
    timer = threads.timer("parley-timer");
    workers = threads.pool("parley-worker", WORKERS, Integer.MAX_VALUE).shrinking();
    timer.every("parley-watch", Duration.ofMillis(period(sessionLimits)), this::check);
    timer.every(
        "parley-expiry", EXPIRY_PRECISION, () -> expiries.advance(System.currentTimeMillis()));
  }

  /**
   * Sets the defaults of new sessions, before any is open. Tyrus checks at once whether a new
   * session was idle for its default time, which is 0. Where that check comes late, it closes a
   * session that was given a time in the meantime.
   */
  public void prepare(ServerContainer engine) {
    engine.setDefaultMaxSessionIdleTimeout(sessionLimits.idle().toMillis());
  }

  /**
   * Pauses peers from now on by holding the reading of their connection, so that no thread waits.
   *
   * @param hold stops reading from the connection whose message the calling thread handles, until
   *     the stage completes
   */
  public void pauseBy(Consumer<CompletionStage<?>> hold) {
    readHold = Optional.of(hold);
  }

  /** Holds the reading of a connection; empty where only its thread can wait. */
  Optional<Consumer<CompletionStage<?>>> readHold() {
    return readHold;
  }

  /** Logs each incoming message from now on: its kind and size. */
  public void logMessages() {
    messagesLogged = true;
  }

  boolean logsMessages() {
    return messagesLogged;
  }

  /**
   * Returns the connection factory with which an endpoint's route is registered.
   *
   * @param fallback is spoken where no subprotocol was negotiated
   * @param named are spoken where they were negotiated, by name
   */
  public ConnectionFactory serve(Subprotocol fallback, Map<String, Subprotocol> named) {
    return new ConnectionFactory(this, fallback, named);
  }

  /** How many sessions are open or about to open. */
  public int count() {
    return open.size();
  }

  /** Returns a view of the open connections. */
  public ConnectionDirectory directory() {
    return new ConnectionDirectory(open);
  }

  /** Whether the server drains and admits no more connections. */
  public boolean isDraining() {
    return drain.hasBegun();
  }

  /** Whether the limit on all connections is reached. */
  public boolean isFull() {
    return connectionQuota.full();
  }

  /** Whether the limit on the connections of an address is reached. */
  public boolean isFull(String address) {
    return connectionQuota.full(address);
  }

  /** Whether another client's compression window may be kept. */
  public boolean hasWindow() {
    return windows.hasRoom();
  }

  /**
   * Closes every session with 1012, also those that are still opening, and admits no more. Returns
   * when the peers have answered or {@code within} is over, and ends the threads. Spreads the
   * closes of many sessions over most of that time, so that the clients do not all reconnect at
   * once.
   */
  public void drain(Duration within) {
    drain.run(within);
    timer.close();
    workers.close();
    log.logOmitted();
  }

  /** Reports a fault that was handled; exhausted memory concerns all other threads, too. */
  void caught(Throwable fault) {
    threads.caught(fault);
  }

  LimitedLog log() {
    return log;
  }

  SessionLimits limits() {
    return sessionLimits;
  }

  MemoryBudget budget() {
    return budget;
  }

  /** The ends of authentications. */
  TimerWheel expiries() {
    return expiries;
  }

  Optional<String> explain(String handshake) {
    return explanations.apply(handshake);
  }

  /** Permits to let a thread of the container wait. */
  Semaphore pausedThreads() {
    return pausedThreads;
  }

  /**
   * Takes one connection; returns false where a limit is reached.
   *
   * @param user the account; empty for an anonymous client
   */
  boolean take(String address, Optional<String> user) {
    if (drain.hasBegun() || !connectionQuota.take(address)) {
      return false;
    }
    boolean taken = user.map(users::take).orElse(true);
    if (!taken) {
      connectionQuota.give(address);
    }
    return taken;
  }

  UserQuotas users() {
    return users;
  }

  WindowQuota windows() {
    return windows;
  }

  void add(Connection connection) {
    open.put(connection.info().id(), connection);
    drain.added(connection);
  }

  void remove(Connection connection) {
    ConnectionInfo info = connection.info();
    if (open.remove(info.id(), connection)) {
      connectionQuota.give(info.address());
      connection.principal().map(QuotaKeys::account).ifPresent(users::give);
      if (info.keepsWindow()) {
        windows.give();
      }
      connection.releaseMemory();
    }
    drain.removed();
  }

  /** Runs work that may block, on a worker; never after the drain. */
  void work(Runnable work) {
    workers.execute(work);
  }

  /**
   * Runs a task that does not block, after a delay, unless it is cancelled; never after the drain.
   */
  Future<?> later(Runnable task, Duration delay) {
    return timer.later(task, delay);
  }

  /** Checks every connection; an error of one does not keep the others from being checked. */
  private void check() {
    long now = System.nanoTime();
    Workers.forEach(open.values(), connection -> check(connection, now));
  }

  private void check(Connection connection, long now) {
    try {
      connection.check(now);
    } catch (RuntimeException e) {
      ConnectionInfo info = connection.info();
      log.log(Level.ERROR, info.address(), "cannot check " + info.id(), e);
    }
  }

  /** Milliseconds between two checks: a quarter of the shortest limit, and at most a second. */
  private static long period(SessionLimits sessionLimits) {
    long shortest = Math.min(sessionLimits.ping().toMillis(), sessionLimits.stall().toMillis());
    return Math.max(1, Math.min(1_000, shortest / 4));
  }
}
