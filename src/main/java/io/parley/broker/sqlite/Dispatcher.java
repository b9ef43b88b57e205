package io.parley.broker.sqlite;

import io.parley.broker.Subscriber;
import io.parley.chat.Broker;
import io.parley.chat.Position;
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
 * Delivers messages to the listeners of some rooms, and acknowledgements to the senders. It uses
 * one thread of its own, so that the writer waits for nobody. Its queue is bounded by {@link
 * AppendQueue}. Thread-safe.
 */
final class Dispatcher {
  private final AppendQueue appendQueue;
  private final WorkerPool thread;
  private final RoomRoundRobin due = new RoomRoundRobin();

  private final Supplier<String> storeEpoch;

  /** Guarded by this. */
  private final Map<RoomName, DispatchedRoom> rooms = new HashMap<>();

  /**
   * @param storeEpoch returns the epoch of new rooms, as committed last
   */
  Dispatcher(String name, AppendQueue appendQueue, Workers workers, Supplier<String> storeEpoch) {
    this.appendQueue = appendQueue;
    this.storeEpoch = storeEpoch;
    // Started now, so that no later task depends on a thread that cannot be started.
    thread = workers.pool(name, 1, Integer.MAX_VALUE).started();
  }

  /** Adds a listener, which gets what is committed from now on. */
  synchronized Subscriber add(RoomName name, Broker.Listener listener) {
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

  /** Returns the position of the room's last message that is not delivered yet. */
  synchronized Position newestPending(RoomName name) {
    return Optional.ofNullable(rooms.get(name))
        .map(DispatchedRoom::lastDue)
        .orElse(DispatchedRoom.NONE);
  }

  /** Completes when the room is not being removed. */
  synchronized CompletionStage<Void> settled(RoomName name) {
    return Optional.ofNullable(rooms.get(name))
        .flatMap(DispatchedRoom::forgetting)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Returns the epoch promised to a room without a row; empty where none was. */
  synchronized Optional<String> epoch(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).flatMap(DispatchedRoom::epoch);
  }

  /**
   * Begins the insertion of a room's row, and returns the room's epoch. {@link #began} must follow.
   *
   * @param epoch is used where none was promised
   */
  synchronized String begin(RoomName name, String epoch) {
    DispatchedRoom room = room(name);
    room.begin();
    return room.promise(epoch);
  }

  /** Ends the insertion of a room's row, successful or not. */
  synchronized void began(RoomName name) {
    change(name, DispatchedRoom::began);
  }

  /**
   * Begins the removal of a room, until {@link #release}; false where it has listeners or is being
   * removed.
   */
  synchronized boolean claim(RoomName name) {
    DispatchedRoom room = room(name);
    boolean free = room.listeners.isEmpty() && room.forgetting().isEmpty();
    if (free) {
      room.forget();
    }
    return free;
  }

  /** Ends the removal of a room; listeners added meanwhile are promised the current epoch. */
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

  /** Acknowledges committed appends and tells their listeners, with the rooms in turn. */
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

  /** Fails an append on the caller's thread. */
  void fail(PendingAppend pendingAppend, Throwable failure) {
    try {
      pendingAppend.fail(failure);
    } finally {
      appendQueue.done(pendingAppend);
    }
  }

  /** Returns when everything was delivered, or after {@link SqliteBroker#LONGEST_END}. */
  void close() {
    thread.end(SqliteBroker.LONGEST_END);
  }
}
