package io.parley.endpoint;

import io.parley.subprotocol.CloseCode;
import io.parley.subprotocol.Subprotocol;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All open sessions of this server, and what watches over them. A timer looks for peers that do not
 * read or say nothing; workers do what may block in some container, so that it delays no message.
 */
public final class Sessions {
  private static final Logger LOG = System.getLogger(Sessions.class.getName());

  /**
   * Threads for pings and closes. Each session has at most one of either waiting, which bounds the
   * queue; Liberty's close takes 5 s with a peer that does not read, so one thread is too few.
   */
  private static final int WORKERS = 16;

  private final Limits limits;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer;
  private final ThreadPoolExecutor workers;
  private final Object departure = new Object();
  private volatile boolean draining;

  /** Starts threads that {@link #drain} ends. */
  @SuppressWarnings("FutureReturnValueIgnored") // Ends with the timer; watch() logs what it meets.
  public Sessions(Limits limits) {
    this.limits = limits;
    timer = Executors.newSingleThreadScheduledExecutor(daemons("parley-timer"));
    workers =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("parley-worker"),
            new ThreadPoolExecutor.DiscardPolicy());
    workers.allowCoreThreadTimeOut(true);
    long period = period(limits);
    timer.scheduleWithFixedDelay(this::watch, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Sets what sessions begin with; before any is open. Tyrus asks at once whether a new session has
   * been idle for its time, 0 by default, and where that comes late, closes one that was given a
   * time in between.
   */
  public void prepare(ServerContainer engine) {
    engine.setDefaultMaxSessionIdleTimeout(limits.idle().toMillis());
  }

  /** What a route needs for its endpoint to speak {@code subprotocol}. */
  public Service serve(Subprotocol subprotocol) {
    return new Service(this, subprotocol);
  }

  /** How many sessions are open. */
  public int count() {
    return open.size();
  }

  /**
   * Closes every session with 1012, those that still open too; returns when the peers have answered
   * or {@code within} is over, and ends the threads.
   */
  public void drain(Duration within) {
    draining = true;
    open.forEach(this::sendAway);
    awaitDeparture(within);
    timer.shutdownNow();
    workers.shutdown();
  }

  Limits limits() {
    return limits;
  }

  void add(Connection connection) {
    open.add(connection);
    if (draining) {
      sendAway(connection);
    }
  }

  void remove(Connection connection) {
    open.remove(connection);
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

  private void sendAway(Connection connection) {
    connection.end(CloseCode.RESTART, "server restarts");
  }

  private void awaitDeparture(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    synchronized (departure) {
      try {
        for (long left = within.toMillis();
            left > 0 && !open.isEmpty();
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
          departure.wait(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void watch() {
    long now = System.nanoTime();
    for (Connection connection : open) {
      try {
        connection.watch(now);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "cannot watch over " + connection.id(), e);
      }
    }
  }

  /** Often enough to be late by a quarter at most, and by a second at most. */
  private static long period(Limits limits) {
    long shortest = Math.min(limits.ping().toMillis(), limits.stall().toMillis());
    return Math.max(1, Math.min(1_000, shortest / 4));
  }

  private static ThreadFactory daemons(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
