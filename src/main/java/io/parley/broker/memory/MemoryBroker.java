package io.parley.broker.memory;

import io.parley.broker.Listening;
import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.FullException;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.Replay;
import io.parley.chat.RoomName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Keeps the newest messages of each room, until the process ends. Messages are handed to listeners
 * on a thread that appends. A room whose log was forgotten begins a new epoch.
 */
public final class MemoryBroker implements Broker {
  private final RoomLogs logs;
  private volatile boolean closed;

  public MemoryBroker(Limits limits) {
    this(limits, System::nanoTime);
  }

  /**
   * @param nanos a clock that nobody can set
   */
  MemoryBroker(Limits limits, LongSupplier nanos) {
    logs = new RoomLogs(limits, nanos);
  }

  /**
   * The stage fails where the room's listeners did not keep up for {@link Ring#PATIENCE}, and with
   * a {@link FullException} where there are as many rooms as may be.
   */
  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    while (!closed) {
      Optional<Ring> ring = logs.filled(room, Ring.cost(message));
      if (ring.isEmpty()) {
        return CompletableFuture.failedFuture(new FullException(FullException.What.STORE));
      }
      Optional<CompletionStage<Position>> stored = ring.get().append(message);
      if (stored.isPresent()) {
        logs.makeSpace(ring.get());
        return stored.get();
      }
    }
    return CompletableFuture.failedFuture(new IllegalStateException("the broker is closed"));
  }

  @Override
  public CompletionStage<Replay> read(RoomName room, Position after, int limit) {
    return CompletableFuture.completedFuture(found(room, ring -> ring.read(after, limit)));
  }

  @Override
  public CompletionStage<Replay> history(RoomName room, Position before, int limit) {
    return CompletableFuture.completedFuture(found(room, ring -> ring.history(before, limit)));
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return CompletableFuture.completedFuture(logs.head(room));
  }

  /** What was taken is stored already; it lasts as long as the process. */
  @Override
  public void close() {
    closed = true;
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Consumer<Committed> listener) {
    Listening listening = logs.add(room, listener);
    return CompletableFuture.completedFuture(
        new Subscription(logs.head(room), () -> logs.remove(room, listening)));
  }

  /** How many bytes are kept, overheads included. */
  long bytes() {
    return logs.bytes();
  }

  /** How many rooms are known. */
  int rooms() {
    return logs.size();
  }

  private Replay found(RoomName room, Function<Ring, Replay> reading) {
    return logs.find(room).map(reading).orElseGet(() -> none(room, reading));
  }

  /** As a room answers that has no message: reading makes none. */
  private Replay none(RoomName room, Function<Ring, Replay> reading) {
    return reading.apply(logs.unfilled(room));
  }
}
