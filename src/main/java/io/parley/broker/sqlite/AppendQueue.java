package io.parley.broker.sqlite;

import io.parley.broker.PendingShares;
import io.parley.broker.RoomRoundRobin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue of appends for the writer. The appends of a room keep their order; rooms take
 * turns, so that a commit has something of each. An append counts until its listeners were told, so
 * that slow listeners make appends fail as busy instead of filling the heap. Thread-safe.
 */
final class AppendQueue {
  /** Pending appends at most: enough for each of some thousand senders to have one. */
  static final int MOST = 16_384;

  /** Bytes of pending appends at most; a larger message is taken when there is no other. */
  static final long MOST_BYTES = 32L << 20;

  /**
   * Appends after which a commit takes no further room: it bounds what a kill may undo, and how
   * long a commit may last.
   */
  static final int BATCH = 1_024;

  /** Payload bytes, likewise. */
  static final long BATCH_BYTES = 2L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final long windowNanos;

  private final PendingShares pending = new PendingShares(MOST, MOST_BYTES);

  // Guarded by the lock.
  private final RoomRoundRobin<PendingAppend> waiting = new RoomRoundRobin<>();
  private final LongAdder heapBytes = new LongAdder();
  private int lastBatch;
  private boolean closed;

  /**
   * @param window how long a batch waits for more appends, if the previous batch had more than one
   */
  AppendQueue(Duration window) {
    this.windowNanos = window.toNanos();
  }

  /** Queues an append; returns the reason where it is refused. Does not block. */
  Optional<Exception> offer(PendingAppend pendingAppend) {
    lock.lock();
    try {
      if (closed) {
        return Optional.of(new IllegalStateException("the store is closed"));
      }
      if (!pending.take(pendingAppend.room(), pendingAppend.cost())) {
        return Optional.of(pending.busy(pendingAppend.room()));
      }
      heapBytes.add(pendingAppend.heapSize());
      pendingAppend.whenDone(this::done);
      waiting.add(pendingAppend);
      filled.signal();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next batch; empty where none came within {@code idle}, or the queue is drained. */
  List<PendingAppend> take(Duration idle) {
    lock.lock();
    try {
      long left = idle.toNanos();
      while (isEmpty() && !closed && left > 0) {
        left = awaitFilled(left);
      }
      left = lastBatch > 1 ? windowNanos : 0;
      while (!isEmpty() && waiting.size() < lastBatch && !closed && left > 0) {
        left = awaitFilled(left);
      }
      return batch();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for an append. An interrupt is ignored: only {@link #close} ends the writer. */
  @SuppressWarnings("WaitNotInLoop") // The caller loops.
  private long awaitFilled(long nanos) {
    try {
      return filled.awaitNanos(nanos);
    } catch (InterruptedException e) {
      return 0;
    }
  }

  private List<PendingAppend> batch() {
    List<PendingAppend> batch = new ArrayList<>();
    long bytes = 0;
    while (!isEmpty() && batch.size() < BATCH && bytes < BATCH_BYTES) {
      List<PendingAppend> turn = waiting.next();
      batch.addAll(turn);
      bytes += turn.stream().mapToLong(PendingAppend::bytes).sum();
    }
    lastBatch = batch.size();
    return batch;
  }

  private boolean isEmpty() {
    return waiting.size() == 0;
  }

  /** Removes an append whose listeners were told, or which failed. */
  private void done(PendingAppend pendingAppend) {
    heapBytes.add(-pendingAppend.heapSize());
    pending.free(pendingAppend.room(), pendingAppend.cost());
  }

  /** Returns the heap bytes of all pending appends. Does not block. */
  long heapBytes() {
    return heapBytes.sum();
  }

  /** Refuses new appends, and tells those that wait for space; queued ones are still handed out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      filled.signalAll();
    } finally {
      lock.unlock();
    }
    pending.close();
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the queue is closed and empty. */
  boolean drained() {
    lock.lock();
    try {
      return closed && isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
