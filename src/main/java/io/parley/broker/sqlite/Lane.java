package io.parley.broker.sqlite;

import io.parley.broker.Listening;
import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The listeners of some rooms, and the one thread that tells them and the senders, so that the
 * writer waits for nobody. What waits here is bounded by {@link Intake}.
 */
final class Lane {
  private final Intake intake;
  private final ThreadPoolExecutor thread;

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

  Lane(String name, Intake intake) {
    this.intake = intake;
    thread =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named(name));
    // So that nobody finds this thread's work in a thread that begins later.
    thread.prestartCoreThread();
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

  /** Acknowledges all, then tells the listeners of each. */
  void committed(List<Entry> entries) {
    thread.execute(
        () -> {
          entries.forEach(Entry::acknowledge);
          entries.forEach(this::tell);
        });
  }

  private void tell(Entry entry) {
    entry
        .news()
        .ifPresent(
            news -> {
              for (Listening listening : listeners(entry.room())) {
                listening.hear(news);
              }
            });
    intake.done(entry);
  }

  void failed(List<Entry> entries, Throwable failure) {
    thread.execute(
        () ->
            entries.forEach(
                entry -> {
                  entry.fail(failure);
                  intake.done(entry);
                }));
  }

  /** Returns when all was told. */
  void close() {
    Threads.end(thread);
  }
}
