package io.parley.server;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Decides who is read next where more WebSockets have something to say than processors can read:
 * the one that has used least. So whoever sends little is read at once, whatever others send.
 */
final class ReadGate {
  /** Those that read at once, for each processor: some wait for something else. */
  private static final int PER_PROCESSOR = 2;

  /** Nanoseconds after which one that reads is taken for one that waits for something else. */
  private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(20);

  private final Executor executor;
  private final int places = PER_PROCESSOR * Runtime.getRuntime().availableProcessors();

  // Guarded by this.
  private final PriorityQueue<Turn> queue =
      new PriorityQueue<>(Comparator.comparingDouble(Turn::used).thenComparingLong(Turn::number));
  private long number;
  private int reading;
  private long lastEntry = System.nanoTime();
  private volatile boolean crowded;

  /**
   * @param used what its peer has used of late
   */
  private record Turn(double used, long number, Runnable read) {}

  ReadGate(Executor executor) {
    this.executor = executor;
  }

  /** Runs it now, or when its turn comes on another thread. */
  void enter(double used, Runnable read) {
    if (admit(used, read)) {
      run(read);
    }
  }

  private synchronized boolean admit(double used, Runnable read) {
    if (reading < places) {
      reading++;
      lastEntry = System.nanoTime();
      return true;
    }
    queue.add(new Turn(used, number++, read));
    crowded = true;
    return false;
  }

  private void run(Runnable read) {
    try {
      read.run();
    } finally {
      leave();
    }
  }

  private synchronized void leave() {
    reading--;
    next();
  }

  private void next() {
    while (reading < places && !queue.isEmpty()) {
      start(queue.remove());
    }
    crowded = !queue.isEmpty();
  }

  private void start(Turn turn) {
    reading++;
    lastEntry = System.nanoTime();
    executor.execute(() -> run(turn.read));
  }

  /** Lets another one in where all that read seem to wait; to be called now and then. */
  synchronized void relieve() {
    if (!queue.isEmpty() && System.nanoTime() - lastEntry > STUCK) {
      start(queue.remove());
      crowded = !queue.isEmpty();
    }
  }

  /** Whether others wait to be read. */
  boolean isCrowded() {
    return crowded;
  }
}
