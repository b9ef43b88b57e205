package io.parley.chat;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The rooms that have members on this server. A room begins with its first member and is forgotten
 * with its last, so that names alone cannot fill the heap; its log stays with the broker. Safe for
 * many threads.
 */
public final class Rooms {
  private final Broker broker;
  private final ConcurrentMap<RoomName, Room> rooms = new ConcurrentHashMap<>();

  public Rooms(Broker broker) {
    this.broker = broker;
  }

  /** From when this returns, the member is told of every message. */
  public Membership join(RoomName name, Member member) {
    rooms.compute(
        name,
        (key, found) -> {
          Room room = found == null ? new Room(key, broker) : found;
          room.add(member);
          return room;
        });
    return new Membership(this, name, member);
  }

  /** How many rooms have members here. */
  int count() {
    return rooms.size();
  }

  CompletionStage<Position> append(RoomName name, Message message) {
    return broker.append(name, message);
  }

  void leave(RoomName name, Member member) {
    rooms.computeIfPresent(
        name,
        (key, room) -> {
          room.remove(member);
          if (!room.empty()) {
            return room;
          }
          room.close();
          return null;
        });
  }
}
