package io.parley.broker.sqlite;

import io.parley.chat.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table of messages, on the writer's connection. */
final class MessageTable {
  private final PreparedStatement known;
  private final PreparedStatement insert;
  private final PreparedStatement oldest;
  private final PreparedStatement delete;

  MessageTable(Connection connection) throws SQLException {
    known =
        connection.prepareStatement(
            "SELECT offset FROM message WHERE room = ? AND id = ? AND id <> ''");
    insert =
        connection.prepareStatement(
            "INSERT INTO message (room, "
                + MessageMapper.COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    oldest =
        connection.prepareStatement(
            "SELECT "
                + MessageMapper.SIZE
                + ", at FROM message WHERE room = ? ORDER BY offset LIMIT ?");
    delete = connection.prepareStatement("DELETE FROM message WHERE room = ? AND offset < ?");
  }

  /** Returns the offset of the room's message with this id; empty where there is none. */
  Optional<Long> known(RoomRow room, String id) throws SQLException {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    known.setLong(1, room.id);
    known.setString(2, id);
    try (ResultSet result = known.executeQuery()) {
      return result.next() ? Optional.of(result.getLong(1)) : Optional.empty();
    }
  }

  /** Inserts a message at the room's head. */
  void append(RoomRow room, Message message) throws SQLException {
    insert.setLong(1, room.id);
    MessageMapper.write(insert, ++room.head, message);
    insert.executeUpdate();
    room.bytes += MessageMapper.size(message);
  }

  /** Decides which of a room's oldest messages are deleted. */
  interface DeletionRule {
    /**
     * @param messages that would stay with this one
     * @param bytes that would stay with this one
     * @param at the message's time, in milliseconds
     */
    boolean test(long messages, long bytes, long at);
  }

  /**
   * Deletes the oldest messages up to the first that may stay.
   *
   * @param most messages to delete at most
   * @return the number of deleted messages
   */
  long trim(RoomRow room, long most, DeletionRule rule) throws SQLException {
    long gone = 0;
    oldest.setLong(1, room.id);
    oldest.setLong(2, Math.min(most, room.messages()));
    try (ResultSet result = oldest.executeQuery()) {
      while (result.next() && rule.test(room.messages() - gone, room.bytes, result.getLong(2))) {
        room.bytes -= result.getLong(1);
        gone++;
      }
    }
    if (gone > 0) {
      room.oldest += gone;
      delete.setLong(1, room.id);
      delete.setLong(2, room.oldest);
      delete.executeUpdate();
    }
    return gone;
  }
}
