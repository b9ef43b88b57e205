package io.parley.app;

import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.Replay;
import io.parley.chat.RoomName;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A broker that knows how long it takes to store a message; it measures one after another. */
final class TimedBroker implements Broker, LongSupplier {
  private final Broker broker;
  private final AtomicBoolean measuring = new AtomicBoolean();
  private volatile long began;
  private volatile long took;

  TimedBroker(Broker broker) {
    this.broker = broker;
  }

  /** Nanoseconds that the last measured message took, or that the one under way takes already. */
  @Override
  public long getAsLong() {
    return measuring.get() ? Math.max(took, System.nanoTime() - began) : took;
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    return append(room, message, List.of());
  }

  @Override
  public CompletionStage<Position> append(RoomName room, Message message, List<String> accounts) {
    if (!measuring.compareAndSet(false, true)) {
      return broker.append(room, message, accounts);
    }
    began = System.nanoTime();
    try {
      return broker.append(room, message, accounts).whenComplete((position, failure) -> measured());
    } catch (RuntimeException | Error e) {
      measured();
      throw e;
    }
  }

  private void measured() {
    took = System.nanoTime() - began;
    measuring.set(false);
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return broker.head(room);
  }

  @Override
  public CompletionStage<Replay> read(RoomName room, Position after, int limit) {
    return broker.read(room, after, limit);
  }

  @Override
  public CompletionStage<Replay> history(RoomName room, Position before, int limit) {
    return broker.history(room, before, limit);
  }

  @Override
  public Subscription subscribe(RoomName room, Consumer<Committed> listener) {
    return broker.subscribe(room, listener);
  }

  @Override
  public boolean isWritable() {
    return broker.isWritable();
  }

  @Override
  public long pendingBytes() {
    return broker.pendingBytes();
  }

  @Override
  public void close() {
    broker.close();
  }
}
