package io.parley.broker.memory;

import io.parley.chat.BusyException;
import io.parley.chat.Presence.Change;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells changes and completes stages on a thread of its own, in the order in which they were added.
 * Its owner adds them under a lock. A stage completes after all changes before it were told. What
 * waits is bounded: its owner asks {@link #busy} before it adds a call that may fail.
 */
final class PresenceThread {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final WorkerTimer timer;
  private final Runnable sweep;

  // Guarded by the owner's lock.
  private CompletableFuture<?> newest = CompletableFuture.completedFuture(null);
  private Optional<Future<?>> scheduled = Optional.empty();
  private long scheduledAt;

  /**
   * @param sweep ends the presence of those whose time is over
   */
  PresenceThread(Workers workers, Runnable sweep) {
    this.timer = workers.timer("parley-presence");
    this.sweep = sweep;
  }

  /**
   * Returns why a further call has to fail; empty where fewer than a number of tasks wait.
   *
   * @param most tasks that may wait
   */
  Optional<BusyException> busy(int most) {
    return size.get() < most ? Optional.empty() : Optional.of(new BusyException(newest));
  }

  void tell(List<PresenceListener> listeners, Change change) {
    if (!listeners.isEmpty()) {
      add(() -> Workers.forEach(listeners, listener -> listener.tell(change)));
    }
  }

  /** Returns a stage that completes with a value after everything added before it. */
  <T> CompletionStage<T> inOrder(T value) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    newest = stage;
    add(() -> stage.complete(value));
    return stage;
  }

  /** Sweeps at a time, as {@link System#nanoTime} counts, or earlier. */
  void sweepAt(long nanos) {
    if (scheduled.isPresent() && scheduledAt - nanos <= 0) {
      return;
    }
    scheduled.ifPresent(later -> later.cancel(false));
    scheduledAt = nanos;
    scheduled = Optional.of(timer.later(sweep, Duration.ofNanos(nanos - System.nanoTime())));
  }

  /** Called at the beginning of a sweep. */
  void sweeping() {
    scheduled = Optional.empty();
  }

  /** Stops the thread; stages that wait are completed here. */
  void close() {
    timer.close();
    runWaiting();
  }

  private void add(Runnable task) {
    size.incrementAndGet();
    waiting.add(task);
    timer.execute(this::runWaiting);
  }

  private void runWaiting() {
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      size.decrementAndGet();
      task.run();
    }
  }
}
