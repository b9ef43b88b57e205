package io.parley.chat;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads from logs for one peer, at the peer's pace: one read at a time, and each only after all
 * that was sent before has left. So what is read never waits in numbers, and never counts as
 * overflow. Its users bound how many reads they let wait. Safe for many threads.
 */
public final class PacedReader {
  private final Consumer<Runnable> whenSent;

  // Guarded by this.
  private final ArrayDeque<Supplier<CompletionStage<?>>> due = new ArrayDeque<>();
  private boolean turning;

  /**
   * @param whenSent runs a task once when all that was sent before has left, at once where nothing
   *     waits, and never where the peer was cut off; nobody else may use it, for at most one waits
   */
  public PacedReader(Consumer<Runnable> whenSent) {
    this.whenSent = whenSent;
  }

  /** Reads when its turn comes; what hangs on the stage sends before it completes. */
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

  /** A read that cannot even begin must not stop those behind it. */
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
