package io.parley.chat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Reads a room's earlier messages for one peer, after everything sent before has left. */
final class RoomHistory {
  private final Broker broker;
  private final RoomName room;
  private final PacedReader pacedReader;

  RoomHistory(Broker broker, RoomName room, PacedReader pacedReader) {
    this.broker = broker;
    this.room = room;
    this.pacedReader = pacedReader;
  }

  CompletionStage<HistoryPage> before(Position position, int limit) {
    return paced(() -> broker.history(room, position, limit));
  }

  CompletionStage<HistoryPage> newest(int limit) {
    return paced(() -> broker.head(room).thenCompose(last -> upTo(last, limit)));
  }

  private CompletionStage<HistoryPage> upTo(Position last, int limit) {
    return broker.history(room, new Position(last.epoch(), last.offset() + 1), limit);
  }

  private CompletionStage<HistoryPage> paced(Supplier<CompletionStage<HistoryPage>> read) {
    CompletableFuture<HistoryPage> result = new CompletableFuture<>();
    pacedReader.add(
        () -> begin(read).whenComplete((page, failure) -> complete(result, page, failure)));
    return result;
  }

  private static CompletionStage<HistoryPage> begin(Supplier<CompletionStage<HistoryPage>> read) {
    try {
      return read.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void complete(
      CompletableFuture<HistoryPage> result, HistoryPage page, Throwable failure) {
    if (failure == null) {
      result.complete(page);
    } else {
      result.completeExceptionally(failure);
    }
  }
}
