package io.parley.broker;

import io.parley.chat.BusyException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the appends that are pending, in number and bytes. Who is refused is told when an eighth
 * of it is free again, so that not each freed place wakes everybody who waits. Thread-safe.
 */
public final class PendingLimit {
  private static final int FREE_PART = 8;

  private final int most;
  private final long mostBytes;

  // Guarded by this.
  private int count;
  private long bytes;
  private Optional<CompletableFuture<Void>> space = Optional.empty();
  private boolean closed;

  /**
   * @param most pending appends at most
   * @param mostBytes at most; a larger append is taken where there is no other
   */
  public PendingLimit(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Counts an append; false where there is no space for it, and then it is not counted. */
  public synchronized boolean take(long cost) {
    boolean fits = count == 0 || (count < most && bytes + cost <= mostBytes);
    if (fits) {
      count++;
      bytes += cost;
    }
    return fits;
  }

  /**
   * Returns the failure of an append that was refused. Its {@link BusyException#space} completes at
   * a later {@link #free}, or at {@link #close}.
   */
  public synchronized BusyException busy() {
    if (count == 0 || closed) {
      return new BusyException(CompletableFuture.completedFuture(null));
    }
    space = space.or(() -> Optional.of(new CompletableFuture<>()));
    return new BusyException(space.get());
  }

  /** Counts an append no more. Callbacks of the space run on the caller's thread. */
  public void free(long cost) {
    released(cost).ifPresent(waiting -> waiting.complete(null));
  }

  private synchronized Optional<CompletableFuture<Void>> released(long cost) {
    count--;
    bytes -= cost;
    boolean enough =
        count <= most - Math.max(1, most / FREE_PART) && bytes <= mostBytes - mostBytes / FREE_PART;
    return enough || count == 0 ? waiting() : Optional.empty();
  }

  private synchronized Optional<CompletableFuture<Void>> waiting() {
    Optional<CompletableFuture<Void>> waiting = space;
    space = Optional.empty();
    return waiting;
  }

  /** Returns the number of counted appends. */
  public synchronized int count() {
    return count;
  }

  /** Returns the bytes of the counted appends. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Tells everybody who waits; nothing more will be told. */
  public void close() {
    synchronized (this) {
      closed = true;
    }
    waiting().ifPresent(waiting -> waiting.complete(null));
  }
}
