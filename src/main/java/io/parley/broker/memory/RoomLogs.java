package io.parley.broker.memory;

import io.parley.broker.Listening;
import io.parley.chat.Committed;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.util.Comparator;
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
  /**
   * The part of the largest room that goes at once, so that the largest is not sought each time.
   */
  private static final int PART = 4;

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

  /** The log of a room that gets a message; empty where there are too many. */
  Optional<Ring> filled(RoomName room) {
    Ring found = rings.get(room);
    return found != null && found.isCounted() ? Optional.of(found) : fill(room);
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

  /** Keeps to the bytes of all rooms together. */
  void makeSpace() {
    if (total.get() > limits.totalBytes()) {
      freeSpace();
    }
  }

  private synchronized void freeSpace() {
    long over = total.get() - limits.totalBytes();
    while (over > 0 && forgetOldest()) {
      over = total.get() - limits.totalBytes();
    }
    while (over > 0 && shortenLargest(over)) {
      over = total.get() - limits.totalBytes();
    }
  }

  private boolean shortenLargest(long over) {
    Ring largest = rings.values().stream().max(Comparator.comparingLong(Ring::bytes)).orElseThrow();
    long bytes = largest.bytes();
    largest.shed(Math.max(Math.min(over, bytes), bytes / PART));
    return bytes > 0;
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
