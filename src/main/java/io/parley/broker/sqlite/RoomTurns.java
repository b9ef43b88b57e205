package io.parley.broker.sqlite;

import io.parley.chat.RoomName;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Entries that wait for a thread, those of a room in their order, and the rooms in turn: one entry
 * of a room, then one of the next. So no room waits for all that another has to be told.
 * Thread-safe.
 */
final class RoomTurns {
  /** The room whose turn is next first. Guarded by this. */
  private final Map<RoomName, ArrayDeque<Entry>> waiting = new LinkedHashMap<>();

  synchronized void add(Entry entry) {
    waiting.computeIfAbsent(entry.room(), room -> new ArrayDeque<>()).add(entry);
  }

  /** Takes the next one; empty where none waits. */
  synchronized Optional<Entry> next() {
    Iterator<Map.Entry<RoomName, ArrayDeque<Entry>>> rooms = waiting.entrySet().iterator();
    if (!rooms.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<RoomName, ArrayDeque<Entry>> room = rooms.next();
    rooms.remove();
    Entry entry = room.getValue().remove();
    if (!room.getValue().isEmpty()) {
      waiting.put(room.getKey(), room.getValue());
    }
    return Optional.of(entry);
  }
}
