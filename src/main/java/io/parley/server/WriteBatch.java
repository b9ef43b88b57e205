package io.parley.server;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a selector's thread collects for the connections that it reads after a select: it passes to
 * the kernel, connection by connection, when all are read. Then a peer on this machine is woken up
 * for many answers instead of each, and the processor's caches serve one kind of work at a time.
 * Thread-safe.
 */
final class WriteBatch {
  /** Bytes of all connections. */
  private static final int CAPACITY = 64 * 1024;

  /** Bytes of one connection. More are not copied. */
  private static final int LARGE = 1024;

  /** Nanoseconds after which no other connection is read before the answers are passed on. */
  private static final long LONGEST_WAIT = TimeUnit.MICROSECONDS.toNanos(500);

  private final LongSupplier clock;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);

  /** Held while outputs are flushed, so that none is left when the bytes are used again. */
  private final Object flushing = new Object();

  // Guarded by this.
  private final List<CoalescedOutput> outputs = new ArrayList<>();

  /** The thread that may add; null where none may. */
  private volatile Thread owner;

  // Used only by the owner.
  private long began;

  private volatile long costOfWrite;

  /**
   * @param clock nanoseconds
   */
  WriteBatch(LongSupplier clock) {
    this.clock = clock;
  }

  /** From now on this thread may add, until the next {@link #flush}, which has to follow. */
  void open() {
    synchronized (this) {
      bytes.clear();
      owner = Thread.currentThread();
    }
    began = clock.getAsLong();
  }

  /**
   * Takes what was collected for a connection; returns a view of the copy, which is valid until it
   * is flushed. Empty where it is too large, or where this thread may not add: the caller has to
   * write it.
   */
  synchronized Optional<ByteBuffer> add(CoalescedOutput output, ByteBuffer collected) {
    int size = collected.remaining();
    if (owner != Thread.currentThread() || size > LARGE || size > bytes.remaining()) {
      return Optional.empty();
    }
    ByteBuffer copy = bytes.slice(bytes.position(), size);
    bytes.put(collected);
    outputs.add(output);
    return Optional.of(copy);
  }

  /**
   * Flushes, and opens again, where the first has waited for long.
   *
   * @param now nanoseconds of the clock
   */
  void flushLate(long now) {
    if (owner == Thread.currentThread() && now - began > LONGEST_WAIT) {
      flush();
      open();
    }
  }

  /** Passes all on to the kernel. From now on no thread may add. Never blocks. */
  void flush() {
    synchronized (flushing) {
      List<CoalescedOutput> all = takeAll();
      if (!all.isEmpty()) {
        long before = clock.getAsLong();
        all.forEach(CoalescedOutput::passDeferred);
        costOfWrite = (clock.getAsLong() - before) / all.size();
      }
    }
  }

  private synchronized List<CoalescedOutput> takeAll() {
    owner = null;
    List<CoalescedOutput> all = List.copyOf(outputs);
    outputs.clear();
    return all;
  }

  /** Nanoseconds that the last flush took for each connection. */
  long costOfWrite() {
    return costOfWrite;
  }
}
