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
import java.util.function.LongSupplier;

/**
 * Answers the senders of some rooms and delivers messages to the listeners, on one thread of its
 * own. So whoever stores waits for no listener. Its queue has no bound of its own: the store bounds
 * what is pending, until {@link Delivery#done}. Thread-safe.
 */
public final class Dispatcher {
  /** Nanoseconds of a room's turn, after which its next one gathers. */
  private static final long LONG_TURN = TimeUnit.MILLISECONDS.toNanos(20);

  /** A turn gathers so often at most. */
  private static final int GATHERINGS = 3;

  /** Each time for this part of the time that the last turn took. */
  private static final int PART = 32;

  private static final long LONGEST_GATHERING = TimeUnit.MILLISECONDS.toNanos(4);

  private final Executor thread;
  private final LongSupplier nanoTime;
  private final RoomRoundRobin<Delivery> waiting = new RoomRoundRobin<>();

  /** Turns that the thread is still to run. */
  private final AtomicInteger scheduled = new AtomicInteger();

  /** Guarded by this. */
  private final Map<RoomName, DispatchedRoom> rooms = new HashMap<>();

  /**
   * @param thread runs one task at a time, in order
   */
  Dispatcher(Executor thread) {
    this(thread, System::nanoTime);
  }

  Dispatcher(Executor thread, LongSupplier nanoTime) {
    this.thread = thread;
    this.nanoTime = nanoTime;
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
      delivered(delivery.room(), 1, 0);
      delivery.done();
    }
  }

  private void turn() {
    scheduled.decrementAndGet();
    List<Delivery> turn = waiting.next();
    try {
      schedule();
    } finally {
      if (!turn.isEmpty()) {
        deliver(turn.get(0).room(), turn);
      }
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
      gather(room, turn);
    } finally {
      long began = nanoTime.getAsLong();
      try {
        tell(room, turn);
      } finally {
        delivered(room, turn.size(), nanoTime.getAsLong() - began);
        Workers.forEach(turn, Delivery::done);
      }
    }
  }

  /**
   * Adds what those that were answered send next, where the room's last turn was long. A room that
   * large costs less for several messages together: each member is touched once.
   */
  private void gather(RoomName room, List<Delivery> turn) {
    long last = lastTurn(room);
    int left = last > LONG_TURN ? GATHERINGS : 0;
    while (left > 0) {
      LockSupport.parkNanos(Math.min(last / PART, LONGEST_GATHERING));
      List<Delivery> more = waiting.extend(turn);
      Workers.forEach(more, Delivery::answer);
      left = more.isEmpty() ? 0 : left - 1;
    }
  }

  private synchronized long lastTurn(RoomName room) {
    return Optional.ofNullable(rooms.get(room)).map(DispatchedRoom::lastTurn).orElse(0L);
  }

  private void tell(RoomName room, List<Delivery> turn) {
    List<Subscriber> subscribers = subscribers(room);
    if (!subscribers.isEmpty()) {
      Workers.forEach(Telling.of(turn), telling -> Workers.forEach(subscribers, telling::tell));
    }
  }

  private synchronized void delivered(RoomName name, int count, long nanos) {
    change(name, room -> room.delivered(count, nanos));
  }
}
