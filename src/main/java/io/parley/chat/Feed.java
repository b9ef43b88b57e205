package io.parley.chat;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Reads from logs for one peer, at the peer's pace: one read at a time, and each only after all
 * that was sent before has left. So what is read never waits in numbers, and never counts as
 * overflow. Its users bound how many reads they let wait. Safe for many threads.
 */
public final class Feed {
  private final Outbox outbox;

  // Guarded by this.
  private final ArrayDeque<Supplier<CompletionStage<?>>> due = new ArrayDeque<>();
  private boolean turning;

  /**
   * @param outbox nobody else may use its {@link Outbox#whenSent}
   */
  public Feed(Outbox outbox) {
    this.outbox = outbox;
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
    outbox.whenSent(this::turn);
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
    outbox.whenSent(this::turn);
  }
}
