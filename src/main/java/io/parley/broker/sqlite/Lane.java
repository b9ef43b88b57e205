package io.parley.broker.sqlite;

import io.parley.broker.Listening;
import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerPool;
import io.parley.worker.Workers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** Guarded by this. */
  private final Map<RoomName, Heard> rooms = new HashMap<>();

  /** Rooms that are being forgotten, until that is committed; guarded by this. */
  private final Set<RoomName> claimed = new HashSet<>();

  /**
   * The listeners of a room.
   *
   * @param epoch stays while there are any, also where the room has no message yet
   */
  private record Heard(String epoch, List<Listening> listeners) {}

  Lane(String name, Intake intake, Workers workers) {
    this.intake = intake;
    // Started, so that nobody finds this thread's work in a thread that begins later.
    thread = workers.pool(name, 1, Integer.MAX_VALUE).started();
  }

  /**
   * @param head is asked for while nothing is handed over: what is stored after it was read is
   *     heard
   */
  synchronized Broker.Subscription add(
      RoomName room, Consumer<Committed> listener, Supplier<Position> head) {
    awaitRelease(room);
    Position after = head.get();
    Listening listening = new Listening(listener, after.offset());
    rooms
        .computeIfAbsent(room, key -> new Heard(after.epoch(), new CopyOnWriteArrayList<>()))
        .listeners()
        .add(listening);
    return () -> remove(room, listening);
  }

  private synchronized void remove(RoomName room, Listening listening) {
    rooms.computeIfPresent(
        room,
        (key, heard) -> {
          heard.listeners().remove(listening);
          return heard.listeners().isEmpty() ? null : heard;
        });
  }

  /** The epoch of a room that has listeners. */
  synchronized Optional<String> epoch(RoomName room) {
    return Optional.ofNullable(rooms.get(room)).map(Heard::epoch);
  }

  /** Keeps listeners from a room that has none, until it is released; false where it has any. */
  synchronized boolean claim(RoomName room) {
    return !rooms.containsKey(room) && claimed.add(room);
  }

  synchronized void release(RoomName room) {
    claimed.remove(room);
    notifyAll();
  }

  private void awaitRelease(RoomName room) {
    boolean interrupted = false;
    while (claimed.contains(room)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Listening> listeners(RoomName room) {
    Heard heard = rooms.get(room);
    return heard == null ? List.of() : heard.listeners();
  }

  /** Acknowledges each and tells its listeners; the rooms in turn. */
  void committed(List<Entry> entries) {
    for (Entry entry : entries) {
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
