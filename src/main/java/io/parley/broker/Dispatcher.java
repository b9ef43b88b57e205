package io.parley.broker;

import io.parley.chat.Broker;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import io.parley.worker.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Answers the senders of some rooms and delivers messages to the listeners, on one thread of its
 * own. So whoever stores waits for no listener. Its queue has no bound of its own: the store bounds
 * what is pending, until {@link Delivery#done}. Thread-safe.
 */
public final class Dispatcher {
  /** Nanoseconds of a turn, after which the next one gathers first. */
  private static final long LONG_TURN = TimeUnit.MILLISECONDS.toNanos(20);

  /** It gathers for so small a part of the time that the last one took. */
  private static final int GATHERING = 32;

  private static final long LONGEST_GATHERING = TimeUnit.MILLISECONDS.toNanos(4);

  private final Executor thread;
  private final RoomRoundRobin<Delivery> waiting = new RoomRoundRobin<>();

  /** Turns that the thread is still to run. */
  private final AtomicInteger scheduled = new AtomicInteger();

  /** Nanoseconds of the last turn. Used by the thread only. */
  private long lastTurn;

  /** Guarded by this. */
  private final Map<RoomName, DispatchedRoom> rooms = new HashMap<>();

  /**
   * @param thread runs one task at a time, in order
   */
  Dispatcher(Executor thread) {
    this.thread = thread;
  }

  /** Adds a listener, which gets what is dispatched from now on. */
  public synchronized Subscriber subscribe(RoomName name, Broker.Listener listener) {
    return subscribe(name, listener, room(name).newestPending());
  }

  /**
   * Adds a listener.
   *
   * @param after it gets no message of this epoch up to this offset
   */
  public synchronized Subscriber subscribe(
      RoomName name, Broker.Listener listener, Position after) {
    Subscriber subscriber = new Subscriber(listener, after);
    room(name).subscribers.add(subscriber);
    return subscriber;
  }

  /** Removes a listener; false where it was removed before. */
  public synchronized boolean unsubscribe(RoomName name, Subscriber subscriber) {
    boolean removed = subscribers(name).remove(subscriber);
    change(name, room -> {});
    return removed;
  }

  /** Returns the position of the room's newest message that is not delivered yet. */
  public synchronized Position newestPending(RoomName name) {
    return Optional.ofNullable(rooms.get(name))
        .map(DispatchedRoom::newestPending)
        .orElse(DispatchedRoom.NONE);
  }

  private DispatchedRoom room(RoomName name) {
    return rooms.computeIfAbsent(name, any -> new DispatchedRoom());
  }

  private void change(RoomName name, Consumer<DispatchedRoom> change) {
    rooms.computeIfPresent(
        name,
        (any, room) -> {
          change.accept(room);
          return room.isUnused() ? null : room;
        });
  }

  private synchronized List<Subscriber> subscribers(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).map(room -> room.subscribers).orElse(List.of());
  }

  /** Queues a delivery. The deliveries of a room keep their order. */
  public void dispatch(Delivery delivery) {
    enqueue(delivery);
    schedule();
  }

  /** Queues a delivery for a turn that {@link #schedule} is to schedule. */
  void enqueue(Delivery delivery) {
    synchronized (this) {
      room(delivery.room()).add(delivery.news().map(StoredMessage::position));
    }
    try {
      waiting.add(delivery);
    } catch (Error e) {
      // Whoever waits for the answer must get it, though there is no memory.
      finish(delivery);
      throw e;
    }
  }

  /** Schedules a turn for each room that waits. A turn too many does nothing. */
  void schedule() {
    while (scheduled.get() < waiting.rooms()) {
      scheduled.incrementAndGet();
      try {
        thread.execute(this::turn);
      } catch (RuntimeException | Error e) {
        scheduled.decrementAndGet();
        throw e;
      }
    }
  }

  private void finish(Delivery delivery) {
    try {
      delivery.answer();
    } finally {
      delivered(delivery.room(), 1);
      delivery.done();
    }
  }

  private void turn() {
    scheduled.decrementAndGet();
    gather();
    List<Delivery> turn = waiting.next();
    try {
      schedule();
    } finally {
      long began = System.nanoTime();
      if (!turn.isEmpty()) {
        deliver(turn.get(0).room(), turn);
      }
      lastTurn = System.nanoTime() - began;
    }
  }

  /**
   * Waits a moment for more messages where the last turn was long. A room that large costs less for
   * several messages together: each member is touched once.
   */
  private void gather() {
    if (lastTurn > LONG_TURN) {
      LockSupport.parkNanos(Math.min(lastTurn / GATHERING, LONGEST_GATHERING));
    }
  }

  /** Has all that waits delivered, for no further turn can be scheduled later. */
  void drain() {
    thread.execute(
        () -> {
          for (List<Delivery> turn = waiting.next(); !turn.isEmpty(); turn = waiting.next()) {
            deliver(turn.get(0).room(), turn);
          }
        });
  }

  private void deliver(RoomName room, List<Delivery> turn) {
    try {
      Workers.forEach(turn, Delivery::answer);
    } finally {
      try {
        tell(room, turn);
      } finally {
        delivered(room, turn.size());
        Workers.forEach(turn, Delivery::done);
      }
    }
  }

  private void tell(RoomName room, List<Delivery> turn) {
    List<Subscriber> subscribers = subscribers(room);
    if (!subscribers.isEmpty()) {
      Workers.forEach(Telling.of(turn), telling -> Workers.forEach(subscribers, telling::tell));
    }
  }

  private synchronized void delivered(RoomName name, int count) {
    change(name, room -> room.delivered(count));
  }
}
