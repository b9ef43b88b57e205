package io.parley.chat;

import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Completes each call only after its gate has opened, and fails if the gate failed. */
final class SlowBroker implements Broker {
  CompletableFuture<Void> appends = open();
  CompletableFuture<Void> heads = open();
  CompletableFuture<Void> reads = open();
  CompletableFuture<Void> subscriptions = open();
  boolean deaf;

  /** Thrown by whoever asks for the head. */
  Optional<Error> fault = Optional.empty();

  /** Thrown by whoever appends. */
  Optional<Error> appendFault = Optional.empty();

  /** Whether messages are stored and nobody is told of them. */
  boolean silent;

  /** Fails each append. */
  volatile Optional<BusyException> busy = Optional.empty();

  final List<Listener> listeners = new ArrayList<>();

  private final Broker broker;

  SlowBroker(MemoryLimits memoryLimits) {
    broker = DirectBroker.create(memoryLimits);
  }

  static CompletableFuture<Void> open() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    if (appendFault.isPresent()) {
      throw appendFault.get();
    }
    return busy.isPresent()
        ? CompletableFuture.failedFuture(busy.get())
        : appends.thenCompose(opened -> broker.append(room, message));
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    if (fault.isPresent()) {
      throw fault.get();
    }
    return heads.thenCompose(opened -> broker.head(room));
  }

  @Override
  public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
    return reads.thenCompose(opened -> broker.read(room, after, limit));
  }

  @Override
  public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
    return reads.thenCompose(opened -> broker.history(room, before, limit));
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
    if (deaf) {
      return CompletableFuture.failedFuture(new IOException("disk gone"));
    }
    listeners.add(listener);
    CompletionStage<Subscription> heard =
        broker.subscribe(room, messages -> tell(listener, messages));
    return subscriptions.thenCompose(opened -> heard);
  }

  private void tell(Listener listener, List<StoredMessage> messages) {
    if (!silent) {
      listener.stored(messages);
    }
  }

  @Override
  public Position newestPending(RoomName room) {
    return broker.newestPending(room);
  }

  @Override
  public void close() {
    broker.close();
  }
}
