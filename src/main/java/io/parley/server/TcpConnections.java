package io.parley.server;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Tracks every TCP connection from its accept on. A request has to arrive within a time limit.
 * Where there are too many connections, the one that has waited longest for a request is closed
 * first. Thread-safe.
 */
final class TcpConnections extends AbstractLifeCycle implements SelectorManager.AcceptListener {
  /** How often late requests are checked for within their time limit. */
  private static final int CHECKS = 8;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Connections that may open or close while selectors are busy; well below the reserve. */
  private static final int MOST_IN_BETWEEN = 32;

  /** Nanoseconds. */
  private static final long PAUSE = 1_000_000;

  private static final int MOST_PAUSES = 200;

  /** Why a connection was closed before it had a whole request. */
  enum Reason {
    SILENT("sent nothing"),
    SLOW("sent no whole request in time"),
    EVICTED("waited longest for a request while there were too many connections"),
    UNFINISHED("did not finish a message in time"),
    REFUSED("came while there were too many connections");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private enum Phase {
    /** No byte has arrived since the accept. */
    SILENT,
    /** Waits for the next request since the last response. */
    IDLE,
    /** Receives a head: since its first byte, or since the accept for the first request. */
    HEAD,
    /** Receives content; counted from the same moment as the head. */
    CONTENT
  }

  /** A connection that waits for a request, or for the TLS below one. */
  interface Waiting {
    EndPoint getEndPoint();

    /**
     * Fails the read that waits for the rest of a request.
     *
     * @return false where none waits
     */
    boolean expire();
  }

  /**
   * @param tries to end it since its time was over
   */
  private record Wait(Phase phase, long since, int tries) {
    Wait in(Phase other) {
      return new Wait(other, since, tries);
    }

    Wait triedAgain() {
      return new Wait(phase, since, tries + 1);
    }
  }

  private final Server server;
  private final ListenerLimits limits;
  private final ReadPacer pacer;
  private final PeriodicTask watch;
  private final AtomicInteger open = new AtomicInteger();

  /** Milliseconds for which no connection was accepted, since the last time they were too many. */
  private final AtomicInteger pauses = new AtomicInteger();

  /** The channels of accepted connections that no selector has processed yet. */
  private final Set<Object> pending = ConcurrentHashMap.newKeySet();

  /** The channels of connections that were evicted and are not closed yet. */
  private final Set<Object> leaving = ConcurrentHashMap.newKeySet();

  private final Map<Reason, LongAdder> closed = new EnumMap<>(Reason.class);
  private final Map<Reason, SampledLog> logs = new EnumMap<>(Reason.class);

  /** Ordered by waiting time, the longest first. Guarded by itself. */
  private final Map<Waiting, Wait> waiting = new LinkedHashMap<>();

  TcpConnections(Server server, ListenerLimits limits, ReadPacer pacer) {
    this.server = server;
    this.pacer = pacer;
    this.limits = limits;
    this.watch =
        new PeriodicTask(
            "parley-requests", server.getScheduler(), pause(limits), this::watch, this::isRunning);
    for (Reason reason : Reason.values()) {
      closed.put(reason, new LongAdder());
      logs.put(reason, new SampledLog(reason.text));
    }
  }

  @Override
  protected void doStart() {
    watch.schedule();
  }

  ListenerLimits limits() {
    return limits;
  }

  ReadPacer pacer() {
    return pacer;
  }

  /** The numbers of connections by state. */
  Map<String, LongSupplier> states() {
    return Map.of("open", open::get, "waiting", this::waiting);
  }

  private long waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  /** The numbers of closed connections by reason. */
  Map<String, LongSupplier> closed() {
    return Arrays.stream(Reason.values())
        .collect(
            Collectors.toUnmodifiableMap(
                reason -> reason.name().toLowerCase(Locale.ROOT),
                reason -> closed.get(reason)::sum));
  }

  /**
   * Whether another connection may be accepted now. Only after the selectors have run is a new
   * connection registered, and the descriptor of a closed one free.
   */
  boolean mayAccept() {
    boolean tooMany = open.get() + 1 - leaving.size() > limits.connections();
    boolean may = hasRoom(tooMany) || pauses.incrementAndGet() > MOST_PAUSES;
    if (may) {
      pauses.set(0);
    }
    return may;
  }

  private boolean hasRoom(boolean tooMany) {
    return pending.size() <= (tooMany ? 0 : MOST_IN_BETWEEN) && leaving.size() <= MOST_IN_BETWEEN;
  }

  /** Called by the thread that accepts connections; where a selector does, it must not wait. */
  @Override
  public void onAccepting(SelectableChannel channel) {
    boolean tooMany = open.incrementAndGet() - leaving.size() > limits.connections();
    if (!pacer.isOptimized()) {
      awaitSelectors(tooMany);
    }
    pending.add(channel);
    if (tooMany && !evict()) {
      note(Reason.REFUSED, Optional.empty());
      Sockets.close(channel);
    }
  }

  private void awaitSelectors(boolean tooMany) {
    for (int i = 0; i < MOST_PAUSES && !hasRoom(tooMany); i++) {
      LockSupport.parkNanos(PAUSE);
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    pending.remove(channel);
    open.decrementAndGet();
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    leaving.remove(channel);
    open.decrementAndGet();
  }

  /**
   * A selector has processed an accepted connection.
   *
   * @param secure whether TLS has to begin before a request
   */
  void accepted(PacedEndPoint socket, boolean secure) {
    if (secure) {
      put(socket, Phase.SILENT, System.nanoTime());
    }
    pending.remove(socket.getTransport());
  }

  void opened(Waiting connection) {
    PacedEndPoint socket = PacedStream.socketOf(connection.getEndPoint());
    done(socket);
    put(connection, Phase.SILENT, System.nanoTime());
    pending.remove(socket.getTransport());
  }

  void idle(Waiting connection) {
    put(connection, Phase.IDLE, System.nanoTime());
  }

  /** Bytes of a request have arrived. */
  void began(Waiting connection) {
    synchronized (waiting) {
      Wait wait = waiting.get(connection);
      if (wait != null && wait.phase == Phase.SILENT) {
        waiting.replace(connection, wait.in(Phase.HEAD));
      } else if (wait != null && wait.phase == Phase.IDLE) {
        put(connection, Phase.HEAD, System.nanoTime());
      }
    }
  }

  /** The head has arrived, and content follows. */
  void contentBegan(Waiting connection) {
    synchronized (waiting) {
      waiting.computeIfPresent(connection, (any, wait) -> wait.in(Phase.CONTENT));
    }
  }

  /** The request is complete, or the connection has ended or is no longer HTTP. */
  void done(Waiting connection) {
    synchronized (waiting) {
      waiting.remove(connection);
    }
  }

  private void put(Waiting connection, Phase phase, long since) {
    synchronized (waiting) {
      waiting.remove(connection);
      waiting.put(connection, new Wait(phase, since, 0));
    }
  }

  /**
   * Closes the one that has waited longest; returns false where every connection has a request or
   * is a WebSocket.
   */
  private boolean evict() {
    Optional<Waiting> oldest = takeOldest();
    oldest.ifPresent(
        connection -> {
          leaving.add(PacedStream.socketOf(connection.getEndPoint()).getTransport());
          close(connection, Reason.EVICTED);
        });
    return oldest.isPresent();
  }

  private Optional<Waiting> takeOldest() {
    synchronized (waiting) {
      Iterator<Map.Entry<Waiting, Wait>> all = waiting.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<Waiting, Wait> next = all.next();
        if (next.getValue().phase != Phase.CONTENT) {
          all.remove();
          return Optional.of(next.getKey());
        }
      }
      return Optional.empty();
    }
  }

  private static long pause(ListenerLimits limits) {
    long pause = Math.min(limits.requestTime().toMillis() / CHECKS, LONGEST_PAUSE.toMillis());
    return TimeUnit.MILLISECONDS.toNanos(Math.max(1, pause));
  }

  private void watch() {
    long now = System.nanoTime();
    late(now).forEach(this::end);
    endUnfinished(now);
    logs.values().forEach(SampledLog::logRest);
  }

  /** The periodic tasks of these connections. */
  List<PeriodicTask> tasks() {
    return List.of(watch, pacer.task());
  }

  private void endUnfinished(long now) {
    for (Connector connector : server.getConnectors()) {
      for (EndPoint endPoint : connector.getConnectedEndPoints()) {
        if (endPoint instanceof PacedEndPoint paced && paced.reads().endUnfinished(now)) {
          note(Reason.UNFINISHED, Optional.of(endPoint));
        }
      }
    }
    for (PacedStream stream : pacer.streams()) {
      if (stream.reads().endUnfinished(now)) {
        note(Reason.UNFINISHED, Optional.of(stream));
      }
    }
  }

  private Map<Waiting, Wait> late(long now) {
    Map<Waiting, Wait> late = new LinkedHashMap<>();
    synchronized (waiting) {
      for (Map.Entry<Waiting, Wait> each : waiting.entrySet()) {
        if (now - each.getValue().since < limits.requestTime().toNanos()) {
          return late;
        }
        if (each.getValue().phase != Phase.IDLE) {
          late.put(each.getKey(), each.getValue());
        }
      }
    }
    return late;
  }

  /**
   * Ends a late request. A thread that reads at this moment may still finish it, and gets as much
   * time again.
   */
  private void end(Waiting connection, Wait wait) {
    if (wait.phase == Phase.SILENT || wait.tries > CHECKS) {
      done(connection);
      close(connection, wait.phase == Phase.SILENT ? Reason.SILENT : Reason.SLOW);
    } else if (connection.expire()) {
      done(connection);
      note(Reason.SLOW, Optional.of(connection.getEndPoint()));
    } else {
      synchronized (waiting) {
        waiting.replace(connection, wait, wait.triedAgain());
      }
    }
  }

  private void close(Waiting connection, Reason reason) {
    note(reason, Optional.of(connection.getEndPoint()));
    connection.getEndPoint().close();
  }

  private void note(Reason reason, Optional<EndPoint> peer) {
    closed.get(reason).increment();
    logs.get(reason)
        .note(peer.map(it -> Sockets.shown(it.getRemoteSocketAddress())).orElse("(refused)"));
  }
}
