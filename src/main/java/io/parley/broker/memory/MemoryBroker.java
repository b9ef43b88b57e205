package io.parley.broker.memory;

import io.parley.broker.Subscriber;
import io.parley.chat.Broker;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Keeps the newest messages of each room in memory. Listeners are called on a thread that appends.
 * A room whose log was forgotten begins a new epoch.
 */
public final class MemoryBroker implements Broker {
  private final RoomLogs logs;
  private volatile boolean closed;

  public MemoryBroker(MemoryLimits memoryLimits) {
    this(memoryLimits, System::nanoTime);
  }

  /**
   * @param nanos a monotonic clock
   */
  MemoryBroker(MemoryLimits memoryLimits, LongSupplier nanos) {
    logs = new RoomLogs(memoryLimits, nanos);
  }

  /**
   * Appends a message. The stage fails where the room's listeners did not keep up for {@link
   * RoomLog#PATIENCE}. It fails with a {@link CapacityExceededException} where there are too many
   * rooms or no space is left.
   */
  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    while (!closed) {
      Optional<RoomLog> roomLog = logs.filled(room, RoomLog.cost(message));
      if (roomLog.isEmpty()) {
        return CompletableFuture.failedFuture(
            new CapacityExceededException(CapacityExceededException.What.STORE));
      }
      Optional<CompletionStage<Position>> stored = roomLog.get().append(message);
      if (stored.isPresent()) {
        logs.makeSpace(roomLog.get());
        return stored.get();
      }
    }
    return CompletableFuture.failedFuture(new IllegalStateException("the broker is closed"));
  }

  @Override
  public CompletionStage<HistoryPage> read(RoomName room, Position after, int limit) {
    return CompletableFuture.completedFuture(found(room, roomLog -> roomLog.read(after, limit)));
  }

  @Override
  public CompletionStage<HistoryPage> history(RoomName room, Position before, int limit) {
    return CompletableFuture.completedFuture(
        found(room, roomLog -> roomLog.history(before, limit)));
  }

  @Override
  public CompletionStage<Position> head(RoomName room) {
    return CompletableFuture.completedFuture(logs.head(room));
  }

  /** Refuses new appends. Earlier messages are already stored, as long as the process lives. */
  @Override
  public void close() {
    closed = true;
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
    Subscriber subscriber = logs.add(room, listener);
    return CompletableFuture.completedFuture(
        new Subscription(logs.head(room), () -> logs.remove(room, subscriber)));
  }

  @Override
  public Position newestPending(RoomName room) {
    return logs.head(room);
  }

  /** Returns the bytes kept, overheads included. */
  long bytes() {
    return logs.bytes();
  }

  /** Returns the number of known rooms. */
  int rooms() {
    return logs.size();
  }

  private HistoryPage found(RoomName room, Function<RoomLog, HistoryPage> reading) {
    return logs.find(room).map(reading).orElseGet(() -> none(room, reading));
  }

  /** Reads from an empty log, which is not kept. */
  private HistoryPage none(RoomName room, Function<RoomLog, HistoryPage> reading) {
    return reading.apply(logs.unfilled(room));
  }
}
