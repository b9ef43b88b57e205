package io.parley.broker.memory;

import io.parley.broker.Dispatchers;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The logs of all rooms. A room without messages has one only while it has a listener: names alone
 * take no memory. Thread-safe.
 */
final class RoomLogs {
  private final MemoryLimits memoryLimits;
  private final LongSupplier nanos;
  private final ConcurrentMap<RoomName, RoomLog> logs = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();
  private final Dispatchers dispatchers;

  // Guarded by this.
  /**
   * The rooms with messages and without listeners, with the time they were left; the earliest
   * first.
   */
  private final Map<RoomName, Long> left = new LinkedHashMap<>();

  private int filled;
  private boolean closed;

  /**
   * The seed of new rooms' epochs; it changes when a room is forgotten, for the room may return.
   */
  private volatile long seed = RoomLog.newSeed();

  RoomLogs(MemoryLimits memoryLimits, LongSupplier nanos, Dispatchers dispatchers) {
    this.dispatchers = dispatchers;
    this.memoryLimits = memoryLimits;
    this.nanos = nanos;
  }

  Optional<RoomLog> find(RoomName room) {
    return Optional.ofNullable(logs.get(room));
  }

  /** Returns a room's log, or an empty one, which is not kept. */
  RoomLog unfilled(RoomName room) {
    return find(room).orElseGet(() -> newLog(room));
  }

  Position head(RoomName room) {
    return unfilled(room).head();
  }

  long bytes() {
    return total.get();
  }

  int size() {
    return logs.size();
  }

  /**
   * Returns the log for a new message; empty where there are too many rooms, or too little space.
   *
   * @param cost of the message, in bytes
   */
  Optional<RoomLog> filled(RoomName room, long cost) {
    RoomLog found = logs.get(room);
    boolean counted = found != null && found.isCounted();
    if (!hasSpace(cost, counted ? found.deliveredBytes() : 0)) {
      return Optional.empty();
    }
    return counted ? Optional.of(found) : fill(room);
  }

  /**
   * Whether there is space for a message. Forgets rooms that were left long enough ago, and counts
   * the room's own messages as free.
   */
  private boolean hasSpace(long cost, long own) {
    boolean forgotten = true;
    while (forgotten && total.get() + cost - own > memoryLimits.totalBytes()) {
      forgotten = forget();
    }
    return total.get() + cost - own <= memoryLimits.totalBytes();
  }

  private synchronized boolean forget() {
    return forgetOldest();
  }

  private synchronized Optional<RoomLog> fill(RoomName room) {
    RoomLog known = logs.get(room);
    if (known != null && known.isCounted()) {
      return Optional.of(known);
    }
    if (filled >= memoryLimits.rooms() && !forgetOldest()) {
      return Optional.empty();
    }
    RoomLog roomLog = known == null ? create(room) : known;
    roomLog.count();
    filled++;
    if (!roomLog.isSubscribed()) {
      left.put(room, nanos.getAsLong());
    }
    return Optional.of(roomLog);
  }

  private RoomLog create(RoomName room) {
    RoomLog roomLog = newLog(room);
    logs.put(room, roomLog);
    if (closed) {
      roomLog.close();
    }
    return roomLog;
  }

  /** Refuses later appends to all rooms. */
  synchronized void close() {
    closed = true;
    logs.values().forEach(RoomLog::close);
  }

  /**
   * Returns why a message was refused: busy where the room's undelivered messages leave no space,
   * for they can be dropped once they are delivered.
   */
  RuntimeException refusal(RoomName room, long cost) {
    Optional<RoomLog> busy =
        find(room)
            .filter(roomLog -> roomLog.pendingBytes() > 0)
            .filter(roomLog -> hasSpace(cost, roomLog.deliveredBytes() + roomLog.pendingBytes()));
    return busy.isPresent()
        ? busy.get().busy()
        : new CapacityExceededException(CapacityExceededException.What.STORE);
  }

  private RoomLog newLog(RoomName room) {
    return new RoomLog(room, RoomLog.epoch(seed, room), memoryLimits, total, dispatchers.of(room));
  }

  /** Keeps a room's log while it has a subscription. */
  synchronized void subscribe(RoomName room) {
    RoomLog known = logs.get(room);
    left.remove(room);
    (known == null ? create(room) : known).subscribed();
  }

  /** Ends a subscription; a room without messages and subscriptions is forgotten. */
  synchronized void unsubscribe(RoomName room) {
    RoomLog roomLog = logs.get(room);
    roomLog.unsubscribed();
    if (roomLog.isSubscribed()) {
      return;
    }
    if (roomLog.isCounted()) {
      left.put(room, nanos.getAsLong());
    } else {
      logs.remove(room);
      roomLog.retire();
    }
  }

  /** Enforces the limit of bytes of all rooms: a room that grew loses its own oldest messages. */
  void makeSpace(RoomLog grown) {
    long over = total.get() - memoryLimits.totalBytes();
    if (over > 0) {
      grown.shed(over);
    }
  }

  /** Forgets the room that was left first; false where none was left long enough ago. */
  private boolean forgetOldest() {
    Iterator<Map.Entry<RoomName, Long>> oldest = left.entrySet().iterator();
    if (!oldest.hasNext()) {
      return false;
    }
    Map.Entry<RoomName, Long> room = oldest.next();
    if (nanos.getAsLong() - room.getValue() < memoryLimits.age().toNanos()) {
      return false;
    }
    oldest.remove();
    filled--;
    seed = RoomLog.newSeed();
    logs.remove(room.getKey()).retire();
    return true;
  }
}
