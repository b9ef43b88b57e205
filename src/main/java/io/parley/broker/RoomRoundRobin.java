package io.parley.broker;

import io.parley.chat.RoomName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A queue of deliveries that takes rooms in turn: what waits of one room, up to a bound, then of
 * the next. The deliveries of a room keep their order. So no room waits for all deliveries of
 * another. Thread-safe.
 */
public final class RoomRoundRobin<D extends Delivery> {
  /** Deliveries of one turn at most: it bounds how long other rooms wait. */
  static final int MOST = 64;

  /** Bytes of payload of one turn, unless its first message alone has more. */
  static final long MOST_BYTES = 64 * 1024;

  /** The queue of each room, the room whose turn is next first. Guarded by this. */
  private final Map<RoomName, Queue<D>> waiting = new LinkedHashMap<>();

  private int count;

  /** Adds a delivery behind those of its room. */
  public synchronized void add(D delivery) {
    waiting.computeIfAbsent(delivery.room(), room -> new ArrayDeque<>()).add(delivery);
    count++;
  }

  /** Takes the next turn: deliveries of one room; none where none waits. */
  public synchronized List<D> next() {
    Iterator<Map.Entry<RoomName, Queue<D>>> rooms = waiting.entrySet().iterator();
    if (!rooms.hasNext()) {
      return List.of();
    }
    Map.Entry<RoomName, Queue<D>> room = rooms.next();
    List<D> turn = new ArrayList<>(Math.min(room.getValue().size(), MOST));
    move(room.getValue(), turn);
    rooms.remove();
    if (!room.getValue().isEmpty()) {
      waiting.put(room.getKey(), room.getValue());
    }
    return turn;
  }

  /** Adds to a turn what has come of its room since, up to the bound; returns what was added. */
  synchronized List<D> extend(List<D> turn) {
    RoomName room = turn.get(0).room();
    int before = turn.size();
    Queue<D> queue = waiting.getOrDefault(room, new ArrayDeque<>(0));
    move(queue, turn);
    if (queue.isEmpty()) {
      waiting.remove(room);
    }
    return turn.subList(before, turn.size());
  }

  private void move(Queue<D> queue, List<D> turn) {
    long bytes = turn.stream().mapToLong(Delivery::bytes).sum();
    while (!queue.isEmpty() && turn.size() < MOST) {
      bytes += queue.element().bytes();
      if (bytes > MOST_BYTES && !turn.isEmpty()) {
        break;
      }
      turn.add(queue.element());
      queue.remove();
      count--;
    }
  }

  /** Returns the number of rooms that wait for a turn. */
  synchronized int rooms() {
    return waiting.size();
  }

  /** Returns the number of deliveries that wait. */
  public synchronized int size() {
    return count;
  }
}
