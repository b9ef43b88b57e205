package io.parley.broker.sqlite;

import io.parley.chat.RoomName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table of rooms, on the writer's connection. */
final class RoomTable {
  private static final String SELECT = "SELECT id, name, epoch, head, oldest, bytes FROM room ";

  private final PreparedStatement named;
  private final PreparedStatement empty;
  private final PreparedStatement next;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private final PreparedStatement touch;
  private final PreparedStatement updateAndTouch;
  private final PreparedStatement delete;
  private final PreparedStatement count;
  private final PreparedStatement renew;
  private String epoch;

  RoomTable(Connection connection) throws SQLException {
    named = connection.prepareStatement(SELECT + "WHERE name = ?");
    // Exactly the condition of the partial index, else the planner does not use the index.
    empty = connection.prepareStatement(SELECT + "WHERE oldest > head ORDER BY touched LIMIT 1");
    next = connection.prepareStatement(SELECT + "WHERE id > ? ORDER BY id LIMIT 1");
    insert =
        connection.prepareStatement(
            "INSERT INTO room (name, epoch, head, oldest, bytes, touched)"
                + " VALUES (?, ?, 0, 1, 0, ?) RETURNING id");
    update =
        connection.prepareStatement("UPDATE room SET head = ?, oldest = ?, bytes = ? WHERE id = ?");
    touch = connection.prepareStatement("UPDATE room SET touched = ? WHERE id = ?");
    updateAndTouch =
        connection.prepareStatement(
            "UPDATE room SET head = ?, oldest = ?, bytes = ?, touched = ? WHERE id = ?");
    delete = connection.prepareStatement("DELETE FROM room WHERE id = ?");
    count = connection.prepareStatement("SELECT count(*) FROM room");
    renew = connection.prepareStatement("UPDATE store SET epoch = ?");
    try (PreparedStatement store = connection.prepareStatement("SELECT epoch FROM store");
        ResultSet result = store.executeQuery()) {
      result.next();
      epoch = result.getString(1);
    }
  }

  Optional<RoomRow> named(RoomName name) throws SQLException {
    named.setString(1, name.value());
    return row(named);
  }

  /** Returns the room without messages that was left longest ago. */
  Optional<RoomRow> longestEmpty() throws SQLException {
    return row(empty);
  }

  /** Returns the room with the next higher id. */
  Optional<RoomRow> after(long id) throws SQLException {
    next.setLong(1, id);
    return row(next);
  }

  private static Optional<RoomRow> row(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      return result.next()
          ? Optional.of(
              new RoomRow(
                  result.getLong(1),
                  new RoomName(result.getString(2)),
                  result.getString(3),
                  result.getLong(4),
                  result.getLong(5),
                  result.getLong(6)))
          : Optional.empty();
    }
  }

  RoomRow create(RoomName name, String ofEpoch, long now) throws SQLException {
    insert.setString(1, name.value());
    insert.setString(2, ofEpoch);
    insert.setLong(3, now);
    try (ResultSet result = insert.executeQuery()) {
      result.next();
      return new RoomRow(result.getLong(1), name, ofEpoch, 0, 1, 0);
    }
  }

  void update(RoomRow row) throws SQLException {
    update.setLong(1, row.head);
    update.setLong(2, row.oldest);
    update.setLong(3, row.bytes);
    update.setLong(4, row.id);
    update.executeUpdate();
  }

  /** The same as {@link #update(RoomRow)} and {@link #touch}, in one statement. */
  void update(RoomRow row, long now) throws SQLException {
    updateAndTouch.setLong(1, row.head);
    updateAndTouch.setLong(2, row.oldest);
    updateAndTouch.setLong(3, row.bytes);
    updateAndTouch.setLong(4, now);
    updateAndTouch.setLong(5, row.id);
    updateAndTouch.executeUpdate();
  }

  /** Marks the room as the one that was left last. */
  void touch(RoomRow row, long now) throws SQLException {
    touch.setLong(1, now);
    touch.setLong(2, row.id);
    touch.executeUpdate();
  }

  /** Deletes a room, and changes the epoch of every new room, as the room may be created again. */
  void forget(RoomRow row) throws SQLException {
    delete.setLong(1, row.id);
    delete.executeUpdate();
    epoch = Epoch.random();
    renew.setString(1, epoch);
    renew.executeUpdate();
  }

  long count() throws SQLException {
    try (ResultSet result = count.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Returns the epoch of new rooms. */
  String epoch() {
    return epoch;
  }

  /** Proves that the store is writable by a write that changes nothing. */
  void prove() throws SQLException {
    renew.setString(1, epoch);
    renew.executeUpdate();
  }
}
