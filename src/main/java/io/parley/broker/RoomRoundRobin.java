package io.parley.broker;

import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * A queue of deliveries that takes rooms in turn: what waits of one room, up to a bound, then of
 * the next. The deliveries of a room keep their order. So no room waits for all deliveries of
 * another. Thread-safe.
 */
final class RoomRoundRobin {
  /** Deliveries of one turn at most: it bounds how long other rooms wait. */
  static final int MOST = 64;

  /** Bytes of payload of one turn, unless its first message alone has more. */
  static final long MOST_BYTES = 64 * 1024;

  /** The queue of each room, the room whose turn is next first. Guarded by this. */
  private final Map<RoomName, Queue<Delivery>> waiting = new LinkedHashMap<>();

  synchronized void add(Delivery delivery) {
    waiting.computeIfAbsent(delivery.room(), room -> new ArrayDeque<>()).add(delivery);
  }

  /** Takes the next turn: deliveries of one room; none where none waits. */
  synchronized List<Delivery> next() {
    Iterator<Map.Entry<RoomName, Queue<Delivery>>> rooms = waiting.entrySet().iterator();
    if (!rooms.hasNext()) {
      return List.of();
    }
    Map.Entry<RoomName, Queue<Delivery>> room = rooms.next();
    List<Delivery> turn = turn(room.getValue());
    rooms.remove();
    if (!room.getValue().isEmpty()) {
      waiting.put(room.getKey(), room.getValue());
    }
    return turn;
  }

  private static List<Delivery> turn(Queue<Delivery> queue) {
    List<Delivery> turn = new ArrayList<>(Math.min(queue.size(), MOST));
    long bytes = 0;
    while (!queue.isEmpty() && turn.size() < MOST) {
      bytes += bytes(queue.peek());
      if (bytes > MOST_BYTES && !turn.isEmpty()) {
        break;
      }
      turn.add(queue.remove());
    }
    return turn;
  }

  private static long bytes(Delivery delivery) {
    Optional<StoredMessage> news = delivery.news();
    return news.isPresent() ? news.get().message().payload().size() : 0;
  }

  /** Returns the number of rooms that wait for a turn. */
  synchronized int size() {
    return waiting.size();
  }
}
