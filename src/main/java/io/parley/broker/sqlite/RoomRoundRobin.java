package io.parley.broker.sqlite;

import io.parley.chat.RoomName;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A queue of appends that takes rooms in turn: one append of a room, then one of the next. The
 * appends of a room keep their order. So no room waits for all deliveries of another. Thread-safe.
 */
final class RoomRoundRobin {
  /** The queue of each room, the room whose turn is next first. Guarded by this. */
  private final Map<RoomName, ArrayDeque<PendingAppend>> waiting = new LinkedHashMap<>();

  synchronized void add(PendingAppend pendingAppend) {
    waiting.computeIfAbsent(pendingAppend.room(), room -> new ArrayDeque<>()).add(pendingAppend);
  }

  /** Takes the next append; empty where none waits. */
  synchronized Optional<PendingAppend> next() {
    Iterator<Map.Entry<RoomName, ArrayDeque<PendingAppend>>> rooms = waiting.entrySet().iterator();
    if (!rooms.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<RoomName, ArrayDeque<PendingAppend>> room = rooms.next();
    rooms.remove();
    PendingAppend pendingAppend = room.getValue().remove();
    if (!room.getValue().isEmpty()) {
      waiting.put(room.getKey(), room.getValue());
    }
    return Optional.of(pendingAppend);
  }
}
