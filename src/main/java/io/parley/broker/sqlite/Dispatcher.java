package io.parley.broker.sqlite;

import io.parley.broker.Subscriber;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import io.parley.worker.WorkerPool;
import io.parley.worker.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The listeners of some rooms, and the one thread that tells them and the senders, so that the
 * writer waits for nobody. What waits here is bounded by {@link AppendQueue}.
 */
final class Dispatcher {
  private final AppendQueue appendQueue;
  private final WorkerPool thread;
  private final RoomRoundRobin due = new RoomRoundRobin();

  private final Supplier<String> storeEpoch;

  /** Guarded by this. */
  private final Map<RoomName, DispatchedRoom> rooms = new HashMap<>();

  /**
   * @param storeEpoch of rooms that begin, as it was committed last
   */
  Dispatcher(String name, AppendQueue appendQueue, Workers workers, Supplier<String> storeEpoch) {
    this.appendQueue = appendQueue;
    this.storeEpoch = storeEpoch;
    // Started, so that nobody finds this thread's work in a thread that begins later.
    thread = workers.pool(name, 1, Integer.MAX_VALUE).started();
  }

  /** What is committed from now on is heard. */
  synchronized Subscriber add(RoomName name, Consumer<StoredMessage> listener) {
    DispatchedRoom room = room(name);
    Subscriber subscriber = new Subscriber(listener, room.lastDue());
    room.listeners.add(subscriber);
    if (room.forgetting().isEmpty()) {
      room.promise(storeEpoch.get());
    }
    return subscriber;
  }

  synchronized void remove(RoomName name, Subscriber subscriber) {
    change(name, room -> room.listeners.remove(subscriber));
  }

  /** Completes when nobody is about to forget the room. */
  synchronized CompletionStage<Void> settled(RoomName name) {
    return Optional.ofNullable(rooms.get(name))
        .flatMap(DispatchedRoom::forgetting)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** What was promised to those who listen; empty where nothing was. */
  synchronized Optional<String> epoch(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).flatMap(DispatchedRoom::epoch);
  }

  /**
   * The epoch of a room that gets its row now; {@link #began} is to follow.
   *
   * @param epoch where none was promised
   */
  synchronized String begin(RoomName name, String epoch) {
    DispatchedRoom room = room(name);
    room.begin();
    return room.promise(epoch);
  }

  /** The row is there, or is not. */
  synchronized void began(RoomName name) {
    change(name, DispatchedRoom::began);
  }

  /** The room is about to be forgotten, until it is released; false where it has listeners. */
  synchronized boolean claim(RoomName name) {
    DispatchedRoom room = room(name);
    boolean free = room.listeners.isEmpty() && room.forgetting().isEmpty();
    if (free) {
      room.forget();
    }
    return free;
  }

  /** Whoever came meanwhile is promised what holds now. */
  void release(RoomName name) {
    Optional<CompletableFuture<Void>> waiting;
    synchronized (this) {
      waiting = Optional.ofNullable(rooms.get(name)).flatMap(DispatchedRoom::forgetting);
      change(
          name,
          room -> {
            room.forgotten();
            room.promise(storeEpoch.get());
          });
    }
    waiting.ifPresent(settled -> settled.complete(null));
  }

  private DispatchedRoom room(RoomName name) {
    return rooms.computeIfAbsent(name, any -> new DispatchedRoom());
  }

  private void change(RoomName name, Consumer<DispatchedRoom> change) {
    rooms.computeIfPresent(
        name,
        (any, room) -> {
          change.accept(room);
          return room.isOver() ? null : room;
        });
  }

  private synchronized List<Subscriber> listeners(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).map(room -> room.listeners).orElse(List.of());
  }

  private synchronized void note(PendingAppend pendingAppend) {
    room(pendingAppend.room()).add(pendingAppend.news().map(StoredMessage::position));
  }

  private synchronized void told(PendingAppend pendingAppend) {
    change(pendingAppend.room(), DispatchedRoom::told);
  }

  /** Acknowledges each and tells its listeners; the rooms in turn. */
  void committed(List<PendingAppend> entries) {
    for (PendingAppend pendingAppend : entries) {
      note(pendingAppend);
      due.add(pendingAppend);
      thread.execute(this::next);
    }
  }

  private void next() {
    due.next().ifPresent(this::committed);
  }

  private void committed(PendingAppend pendingAppend) {
    try {
      pendingAppend.acknowledge();
    } finally {
      tell(pendingAppend);
    }
  }

  private void tell(PendingAppend pendingAppend) {
    try {
      pendingAppend.news().ifPresent(news -> tell(pendingAppend.room(), news));
    } finally {
      told(pendingAppend);
      appendQueue.done(pendingAppend);
    }
  }

  private void tell(RoomName room, StoredMessage news) {
    for (Subscriber subscriber : listeners(room)) {
      subscriber.hear(news);
    }
  }

  void failed(List<PendingAppend> entries, Throwable failure) {
    thread.execute(() -> Workers.forEach(entries, pendingAppend -> fail(pendingAppend, failure)));
  }

  /** On the caller's thread. */
  void fail(PendingAppend pendingAppend, Throwable failure) {
    try {
      pendingAppend.fail(failure);
    } finally {
      appendQueue.done(pendingAppend);
    }
  }

  /** Returns when all was told. */
  void close() {
    thread.end(SqliteBroker.LONGEST_END);
  }
}
