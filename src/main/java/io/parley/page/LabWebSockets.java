package io.parley.page;

import io.parley.worker.WorkerPool;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;

/** The open WebSockets of the lab: one for each visitor, and few in all. Thread-safe. */
final class LabWebSockets {
  /** The most at once; each has a thread. A further one closes the oldest. */
  static final int MOST = 8;

  /** Between two looks for those whose time is over. */
  private static final Duration SWEEP = Duration.ofSeconds(5);

  private record Owned(String visitor, LabWebSocket webSocket) {}

  /** By id, the oldest first. Guarded by this. */
  private final Map<String, Owned> open = new LinkedHashMap<>();

  private final WorkerPool readers;
  private final Workers workers;

  /** None before the first is added. */
  private Optional<WorkerTimer> timer = Optional.empty();

  private Optional<Future<?>> nextSweep = Optional.empty();

  LabWebSockets(Workers workers) {
    // Those that are closed may still be ending.
    this.readers = workers.pool("parley-lab", 2 * MOST, MOST).shrinking();
    this.workers = workers;
  }

  /** Adds a visitor's, in place of the one before, and returns its id. */
  synchronized String add(String visitor, LabWebSocket webSocket) {
    open.values().removeIf(owned -> owned.visitor().equals(visitor) && replaced(owned));
    while (open.size() >= MOST) {
      replaced(open.remove(open.keySet().iterator().next()));
    }
    sweepLater();
    String id = UUID.randomUUID().toString();
    open.put(id, new Owned(visitor, webSocket));
    if (!readers.execute(webSocket::read)) {
      webSocket.close("replaced");
    }
    return id;
  }

  /** Plans the next look, unless one is planned. No thread runs while there is nothing to see. */
  private synchronized void sweepLater() {
    if (nextSweep.isEmpty()) {
      WorkerTimer thread = timer.orElseGet(() -> workers.timer("parley-lab-timer"));
      timer = Optional.of(thread);
      nextSweep = Optional.of(thread.later(this::sweep, SWEEP));
    }
  }

  private static boolean replaced(Owned owned) {
    owned.webSocket().close("replaced");
    return true;
  }

  /** Returns the one with the id; empty where there is none, or no longer. */
  synchronized Optional<LabWebSocket> find(String id) {
    return Optional.ofNullable(open.get(id)).map(Owned::webSocket);
  }

  private void sweep() {
    long now = System.nanoTime();
    for (LabWebSocket webSocket : all()) {
      webSocket.sweep(now);
    }
    synchronized (this) {
      open.values().removeIf(owned -> owned.webSocket().isForgotten(now));
      nextSweep = Optional.empty();
      if (!open.isEmpty()) {
        sweepLater();
      }
    }
  }

  private synchronized List<LabWebSocket> all() {
    return open.values().stream().map(Owned::webSocket).toList();
  }

  private synchronized Optional<WorkerTimer> timer() {
    return timer;
  }

  /** Closes all, and ends the threads. */
  void close() {
    timer().ifPresent(WorkerTimer::close);
    all().forEach(webSocket -> webSocket.close("lifetime"));
    readers.close();
  }
}
