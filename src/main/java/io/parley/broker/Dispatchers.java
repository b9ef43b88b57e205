package io.parley.broker;

import io.parley.chat.RoomName;
import io.parley.worker.WorkerPool;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** Assigns each room to one of a few dispatchers. Thread-safe. */
public final class Dispatchers {
  private final List<Dispatcher> dispatchers;
  private final List<WorkerPool> threads;

  private Dispatchers(List<? extends Executor> executors, List<WorkerPool> threads) {
    this.dispatchers = executors.stream().map(Dispatcher::new).toList();
    this.threads = threads;
  }

  /** Starts one dispatcher a processor, for a fan-out needs the processor. */
  public static Dispatchers start(Workers workers) {
    List<WorkerPool> threads =
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
            .mapToObj(number -> workers.pool("parley-dispatcher-" + number, 1, Integer.MAX_VALUE))
            // Started now, so that no later task depends on a thread that cannot be started.
            .map(WorkerPool::started)
            .toList();
    List<Executor> executors = threads.stream().map(pool -> (Executor) pool::execute).toList();
    return new Dispatchers(executors, threads);
  }

  /**
   * Creates one dispatcher on somebody else's thread.
   *
   * @param thread runs one task at a time, in order
   */
  public static Dispatchers on(Executor thread) {
    return new Dispatchers(List.of(thread), List.of());
  }

  /** Returns the dispatcher of a room. */
  public Dispatcher of(RoomName room) {
    return dispatchers.get(Math.floorMod(room.hashCode(), dispatchers.size()));
  }

  /**
   * Queues deliveries in their order; if one cannot be queued, the others still are. Those of one
   * room are delivered together: no thread begins before all are queued.
   */
  public void dispatch(List<? extends Delivery> deliveries) {
    try {
      Workers.forEach(deliveries, delivery -> of(delivery.room()).enqueue(delivery));
    } finally {
      Workers.forEach(dispatchers, Dispatcher::schedule);
    }
  }

  /**
   * Returns when everything was delivered; of each dispatcher after {@code limit} at the latest.
   */
  public void close(Duration limit) {
    dispatchers.forEach(Dispatcher::drain);
    threads.forEach(thread -> thread.end(limit));
  }
}
