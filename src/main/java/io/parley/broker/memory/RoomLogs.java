package io.parley.broker.memory;

import io.parley.broker.Listening;
import io.parley.chat.Committed;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The logs of all rooms. A room without messages has one only while somebody listens: nothing is
 * kept of names alone. Safe for many threads.
 */
final class RoomLogs {
  private final Limits limits;
  private final LongSupplier nanos;
  private final ConcurrentMap<RoomName, Ring> rings = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();

  // Guarded by this.
  /** Rooms with messages and without listeners, and when they were left; the earliest first. */
  private final Map<RoomName, Long> left = new LinkedHashMap<>();

  private int filled;

  /** Of rooms that begin: another one once a room was forgotten that might come back. */
  private volatile long seed = Ring.newSeed();

  RoomLogs(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  Optional<Ring> find(RoomName room) {
    return Optional.ofNullable(rings.get(room));
  }

  /** What a room would begin with; it is not kept. */
  Ring unfilled(RoomName room) {
    return find(room).orElseGet(() -> newRing(room));
  }

  Position head(RoomName room) {
    return unfilled(room).head();
  }

  long bytes() {
    return total.get();
  }

  int size() {
    return rings.size();
  }

  /**
   * The log of a room that gets a message; empty where there are too many, or no space that may be
   * taken.
   *
   * @param cost of the message, in bytes
   */
  Optional<Ring> filled(RoomName room, long cost) {
    Ring found = rings.get(room);
    boolean counted = found != null && found.isCounted();
    if (!hasSpace(cost, counted ? found.bytes() : 0)) {
      return Optional.empty();
    }
    return counted ? Optional.of(found) : fill(room);
  }

  /**
   * What rooms hold that others left long enough ago may be taken, and what the room holds itself.
   */
  private boolean hasSpace(long cost, long own) {
    boolean forgotten = true;
    while (forgotten && total.get() + cost - own > limits.totalBytes()) {
      forgotten = forget();
    }
    return total.get() + cost - own <= limits.totalBytes();
  }

  private synchronized boolean forget() {
    return forgetOldest();
  }

  private synchronized Optional<Ring> fill(RoomName room) {
    Ring known = rings.get(room);
    if (known != null && known.isCounted()) {
      return Optional.of(known);
    }
    if (filled >= limits.rooms() && !forgetOldest()) {
      return Optional.empty();
    }
    Ring ring = known == null ? create(room) : known;
    ring.count();
    filled++;
    if (ring.idle()) {
      left.put(room, nanos.getAsLong());
    }
    return Optional.of(ring);
  }

  private Ring create(RoomName room) {
    Ring ring = newRing(room);
    rings.put(room, ring);
    return ring;
  }

  private Ring newRing(RoomName room) {
    return new Ring(Ring.epoch(seed, room), limits, total);
  }

  synchronized Listening add(RoomName room, Consumer<Committed> listener) {
    Ring known = rings.get(room);
    left.remove(room);
    return (known == null ? create(room) : known).add(listener);
  }

  synchronized void remove(RoomName room, Listening listening) {
    Ring ring = rings.get(room);
    if (ring == null || !ring.remove(listening) || !ring.idle()) {
      return;
    }
    if (ring.isCounted()) {
      left.put(room, nanos.getAsLong());
    } else {
      rings.remove(room);
      ring.retire();
    }
  }

  /** Keeps to the bytes of all rooms together: a room that grew loses its own oldest messages. */
  void makeSpace(Ring grown) {
    long over = total.get() - limits.totalBytes();
    if (over > 0) {
      grown.shed(over);
    }
  }

  /** False where none was left long enough ago. */
  private boolean forgetOldest() {
    Iterator<Map.Entry<RoomName, Long>> oldest = left.entrySet().iterator();
    if (!oldest.hasNext()) {
      return false;
    }
    Map.Entry<RoomName, Long> room = oldest.next();
    if (nanos.getAsLong() - room.getValue() < limits.age().toNanos()) {
      return false;
    }
    oldest.remove();
    filled--;
    seed = Ring.newSeed();
    rings.remove(room.getKey()).retire();
    return true;
  }
}
