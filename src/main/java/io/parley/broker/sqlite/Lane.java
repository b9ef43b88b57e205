package io.parley.broker.sqlite;

import io.parley.broker.Listening;
import io.parley.chat.Committed;
import io.parley.chat.RoomName;
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
 * writer waits for nobody. What waits here is bounded by {@link Intake}.
 */
final class Lane {
  private final Intake intake;
  private final WorkerPool thread;
  private final RoomTurns due = new RoomTurns();

  private final Supplier<String> storeEpoch;

  /** Guarded by this. */
  private final Map<RoomName, LaneRoom> rooms = new HashMap<>();

  /**
   * @param storeEpoch of rooms that begin, as it was committed last
   */
  Lane(String name, Intake intake, Workers workers, Supplier<String> storeEpoch) {
    this.intake = intake;
    this.storeEpoch = storeEpoch;
    // Started, so that nobody finds this thread's work in a thread that begins later.
    thread = workers.pool(name, 1, Integer.MAX_VALUE).started();
  }

  /** What is committed from now on is heard. */
  synchronized Listening add(RoomName name, Consumer<Committed> listener) {
    LaneRoom room = room(name);
    Listening listening = new Listening(listener, room.lastDue());
    room.listeners.add(listening);
    if (room.forgetting().isEmpty()) {
      room.promise(storeEpoch.get());
    }
    return listening;
  }

  synchronized void remove(RoomName name, Listening listening) {
    change(name, room -> room.listeners.remove(listening));
  }

  /** Completes when nobody is about to forget the room. */
  synchronized CompletionStage<Void> settled(RoomName name) {
    return Optional.ofNullable(rooms.get(name))
        .flatMap(LaneRoom::forgetting)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** What was promised to those who listen; empty where nothing was. */
  synchronized Optional<String> epoch(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).flatMap(LaneRoom::epoch);
  }

  /**
   * The epoch of a room that gets its row now; {@link #began} is to follow.
   *
   * @param epoch where none was promised
   */
  synchronized String begin(RoomName name, String epoch) {
    LaneRoom room = room(name);
    room.begin();
    return room.promise(epoch);
  }

  /** The row is there, or is not. */
  synchronized void began(RoomName name) {
    change(name, LaneRoom::began);
  }

  /** The room is about to be forgotten, until it is released; false where it has listeners. */
  synchronized boolean claim(RoomName name) {
    LaneRoom room = room(name);
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
      waiting = Optional.ofNullable(rooms.get(name)).flatMap(LaneRoom::forgetting);
      change(
          name,
          room -> {
            room.forgotten();
            room.promise(storeEpoch.get());
          });
    }
    waiting.ifPresent(settled -> settled.complete(null));
  }

  private LaneRoom room(RoomName name) {
    return rooms.computeIfAbsent(name, any -> new LaneRoom());
  }

  private void change(RoomName name, Consumer<LaneRoom> change) {
    rooms.computeIfPresent(
        name,
        (any, room) -> {
          change.accept(room);
          return room.isOver() ? null : room;
        });
  }

  private synchronized List<Listening> listeners(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).map(room -> room.listeners).orElse(List.of());
  }

  private synchronized void note(Entry entry) {
    room(entry.room()).add(entry.news().map(Committed::position));
  }

  private synchronized void told(Entry entry) {
    change(entry.room(), LaneRoom::told);
  }

  /** Acknowledges each and tells its listeners; the rooms in turn. */
  void committed(List<Entry> entries) {
    for (Entry entry : entries) {
      note(entry);
      due.add(entry);
      thread.execute(this::next);
    }
  }

  private void next() {
    due.next().ifPresent(this::committed);
  }

  private void committed(Entry entry) {
    try {
      entry.acknowledge();
    } finally {
      tell(entry);
    }
  }

  private void tell(Entry entry) {
    try {
      entry.news().ifPresent(news -> tell(entry.room(), news));
    } finally {
      told(entry);
      intake.done(entry);
    }
  }

  private void tell(RoomName room, Committed news) {
    for (Listening listening : listeners(room)) {
      listening.hear(news);
    }
  }

  void failed(List<Entry> entries, Throwable failure) {
    thread.execute(() -> Workers.forEach(entries, entry -> fail(entry, failure)));
  }

  /** On the caller's thread. */
  void fail(Entry entry, Throwable failure) {
    try {
      entry.fail(failure);
    } finally {
      intake.done(entry);
    }
  }

  /** Returns when all was told. */
  void close() {
    thread.end(SqliteBroker.LONGEST_END);
  }
}
