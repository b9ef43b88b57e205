package io.parley.broker.memory;

import io.parley.broker.Dispatcher;
import io.parley.broker.Dispatchers;
import io.parley.broker.Subscriber;
import io.parley.chat.Broker;
import io.parley.chat.BusyException;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.HistoryPage;
import io.parley.chat.Message;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Keeps the newest messages of each room in memory. Listeners are called on threads of the broker.
 * A room whose log was forgotten begins a new epoch.
 */
public final class MemoryBroker implements Broker {
  /** How long a close waits for listeners, of each dispatcher. */
  private static final Duration LONGEST_END = Duration.ofMinutes(1);

  private final RoomLogs logs;
  private final Dispatchers dispatchers;
  private volatile boolean closed;

  /**
   * @param workers creates the threads that deliver
   */
  public MemoryBroker(MemoryLimits memoryLimits, Workers workers) {
    this(memoryLimits, System::nanoTime, Dispatchers.start(workers));
  }

  /**
   * @param nanos a monotonic clock
   */
  MemoryBroker(MemoryLimits memoryLimits, LongSupplier nanos, Dispatchers dispatchers) {
    this.logs = new RoomLogs(memoryLimits, nanos, dispatchers);
    this.dispatchers = dispatchers;
  }

  /**
   * Appends a message. The stage fails with a {@link BusyException} where too many of the room's
   * messages are not delivered yet. It fails with a {@link CapacityExceededException} where there
   * are too many rooms or no space is left.
   */
  @Override
  public CompletionStage<Position> append(RoomName room, Message message) {
    long cost = RoomLog.cost(message);
    while (!closed) {
      Optional<RoomLog> roomLog = logs.filled(room, cost);
      if (roomLog.isEmpty()) {
        return CompletableFuture.failedFuture(logs.refusal(room, cost));
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

  @Override
  public void close() {
    closed = true;
    logs.close();
    dispatchers.close(LONGEST_END);
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Listener listener) {
    logs.subscribe(room);
    Dispatcher dispatcher = dispatchers.of(room);
    Subscriber subscriber = dispatcher.subscribe(room, listener);
    return CompletableFuture.completedFuture(
        new Subscription(
            logs.head(room),
            () -> {
              if (dispatcher.unsubscribe(room, subscriber)) {
                logs.unsubscribe(room);
              }
            }));
  }

  @Override
  public Position newestPending(RoomName room) {
    return dispatchers.of(room).newestPending(room);
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
