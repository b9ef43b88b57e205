package io.parley.chat;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads from logs for one peer, at the peer's pace. It does one read at a time, and only after
 * everything sent before has left. So pages do not pile up and never count as overflow. Its callers
 * bound how many reads wait. Thread-safe.
 */
public final class PacedReader {
  private final Consumer<Runnable> whenSent;

  // Guarded by this.
  private final ArrayDeque<Supplier<CompletionStage<?>>> due = new ArrayDeque<>();
  private boolean turning;

  /**
   * @param whenSent runs a task once everything sent before has left. It runs at once where nothing
   *     waits, and never where the peer was disconnected. Only this reader may use it, for it holds
   *     one task at most
   */
  public PacedReader(Consumer<Runnable> whenSent) {
    this.whenSent = whenSent;
  }

  /** Queues a read. Its callbacks send before its stage completes. */
  void add(Supplier<CompletionStage<?>> read) {
    synchronized (this) {
      due.add(read);
      if (turning) {
        return;
      }
      turning = true;
    }
    whenSent.accept(this::turn);
  }

  private void turn() {
    start(next()).whenComplete((read, failure) -> turned());
  }

  private synchronized Supplier<CompletionStage<?>> next() {
    return due.remove();
  }

  /** Starts a read; one that throws must not stop the reads after it. */
  private static CompletionStage<?> start(Supplier<CompletionStage<?>> read) {
    try {
      return read.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void turned() {
    synchronized (this) {
      if (due.isEmpty()) {
        turning = false;
        return;
      }
    }
    whenSent.accept(this::turn);
  }
}
