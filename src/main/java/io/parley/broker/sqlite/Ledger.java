package io.parley.broker.sqlite;

import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is ever written, on one connection; each call is a transaction. For one thread. */
final class Ledger implements AutoCloseable {
  /** Steps of forgetting rooms in one commit, beyond two for each room that it adds. */
  private static final int FORGOTTEN = 16;

  private final Connection connection;
  private final Lanes lanes;
  private final RoomTable rooms;
  private final MessageTable messages;
  private final Retention retention;
  private final int maxRooms;
  private long roomCount;

  Ledger(Connection connection, Limits limits, Lanes lanes) throws SQLException {
    this.connection = connection;
    this.lanes = lanes;
    rooms = new RoomTable(connection);
    messages = new MessageTable(connection);
    retention = new Retention(limits, connection, rooms, messages);
    maxRooms = limits.rooms();
    roomCount = rooms.count();
  }

  /** Returns when all of it is on stable storage; throws where nothing of it is stored. */
  void store(List<Entry> batch, long now) throws SQLException {
    Map<RoomName, List<Entry>> byRoom = new LinkedHashMap<>();
    for (Entry entry : batch) {
      byRoom.computeIfAbsent(entry.room(), name -> new ArrayList<>()).add(entry);
    }
    Transaction.begin(connection);
    long before = roomCount;
    for (Map.Entry<RoomName, List<Entry>> room : byRoom.entrySet()) {
      append(row(room.getKey(), now), room.getValue(), now);
    }
    retention.trimAll(batch.size());
    commitForgetting(2 * (roomCount - before) + FORGOTTEN, now);
  }

  private RoomRow row(RoomName name, long now) throws SQLException {
    Optional<RoomRow> found = rooms.named(name);
    if (found.isPresent()) {
      return found.get();
    }
    roomCount++;
    Optional<String> promised = lanes.of(name).epoch(name);
    return rooms.create(name, promised.isPresent() ? promised.get() : rooms.epoch(), now);
  }

  private void append(RoomRow room, List<Entry> entries, long now) throws SQLException {
    for (Entry entry : entries) {
      Optional<Long> known = messages.known(room, entry.message().id());
      if (known.isPresent()) {
        entry.repeats(new Position(room.epoch, known.get()));
      } else {
        messages.append(room, entry.message());
        entry.written(new Position(room.epoch, room.head));
      }
    }
    retention.trim(room, entries.size());
    rooms.update(room);
    rooms.touch(room, now);
  }

  /** What time alone makes due. */
  void upkeep(long now) throws SQLException {
    retention.shrink();
    Transaction.begin(connection);
    retention.sweep(now);
    commitForgetting(FORGOTTEN, now);
  }

  /** Nobody may begin to listen to a room between its being forgotten and the commit. */
  private void commitForgetting(long most, long now) throws SQLException {
    List<RoomName> claimed = new ArrayList<>();
    try {
      for (long i = 0; i < most && roomCount > maxRooms; i++) {
        RoomRow room = rooms.longestLeft().orElseThrow();
        if (claimed.contains(room.name) || lanes.of(room.name).claim(room.name)) {
          claimed.add(room.name);
          forget(room);
        } else {
          // Else the one at the front that has a listener would keep all the others.
          rooms.touch(room, now);
        }
      }
      Transaction.commit(connection);
    } finally {
      claimed.forEach(name -> lanes.of(name).release(name));
    }
  }

  private void forget(RoomRow room) throws SQLException {
    if (retention.empty(room)) {
      rooms.forget(room);
      roomCount--;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
