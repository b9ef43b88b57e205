package io.parley.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The stages for which the reading of one connection is held. Each ends after a longest time, and
 * with the connection. Thread-safe.
 */
final class ReadHolds {
  private final Duration longest;

  // Guarded by this.
  private List<CompletableFuture<Void>> open = List.of();
  private boolean ended;

  /**
   * @param longest bounds each hold
   */
  ReadHolds(Duration longest) {
    this.longest = longest;
  }

  /** Returns a stage that completes with the given one, but not later than the hold may last. */
  CompletionStage<Void> until(CompletionStage<?> stage) {
    CompletableFuture<Void> hold = new CompletableFuture<>();
    stage.whenComplete((result, failure) -> hold.complete(null));
    if (!hold.isDone()) {
      add(hold);
      var unused =
          hold.completeOnTimeout(null, longest.toNanos(), TimeUnit.NANOSECONDS)
              .whenComplete((done, failure) -> remove(hold));
    }
    return hold;
  }

  private void add(CompletableFuture<Void> hold) {
    synchronized (this) {
      if (!ended) {
        List<CompletableFuture<Void>> more = new ArrayList<>(open);
        more.add(hold);
        open = more;
        return;
      }
    }
    hold.complete(null);
  }

  private synchronized void remove(CompletableFuture<Void> hold) {
    open = open.stream().filter(other -> other != hold).toList();
  }

  /** Ends all holds and leaves out later ones, because the connection has ended. */
  void end() {
    List<CompletableFuture<Void>> rest;
    synchronized (this) {
      ended = true;
      rest = open;
    }
    rest.forEach(hold -> hold.complete(null));
  }
}
