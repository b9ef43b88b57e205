package io.parley.broker.sqlite;

import io.parley.broker.PageBuilder;
import io.parley.chat.HistoryPage;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import io.parley.chat.StoredMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Reads messages on one connection; each call sees one state of the store. For one thread. */
final class MessageReader implements AutoCloseable {
  private final Connection connection;
  private final Dispatchers dispatchers;
  private final PreparedStatement room;
  private final PreparedStatement epoch;
  private final PreparedStatement forwards;
  private final PreparedStatement backwards;

  /** A room's row, or the values of a room without a row. */
  private record Log(long id, String epoch, long head, long oldest) {}

  MessageReader(Connection connection, Dispatchers dispatchers) throws SQLException {
    this.connection = connection;
    this.dispatchers = dispatchers;
    room = connection.prepareStatement("SELECT id, epoch, head, oldest FROM room WHERE name = ?");
    epoch = connection.prepareStatement("SELECT epoch FROM store");
    String select = "SELECT " + MessageMapper.COLUMNS + " FROM message WHERE room = ? AND offset ";
    forwards = connection.prepareStatement(select + ">= ? ORDER BY offset LIMIT ?");
    backwards = connection.prepareStatement(select + "< ? ORDER BY offset DESC LIMIT ?");
  }

  Position head(RoomName name) throws SQLException {
    Log log = log(name);
    connection.commit();
    return new Position(log.epoch, log.head);
  }

  HistoryPage read(RoomName name, Position after, int limit) throws SQLException {
    Log log = log(name);
    boolean known = after.epoch().equals(log.epoch) && after.offset() <= log.head;
    boolean gap = !known || after.offset() < log.oldest - 1;
    long from = gap ? log.oldest : after.offset() + 1;
    List<StoredMessage> messages = stretch(forwards, log, from, limit);
    connection.commit();
    return new HistoryPage(gap, messages, from + messages.size() <= log.head);
  }

  HistoryPage history(RoomName name, Position before, int limit) throws SQLException {
    Log log = log(name);
    boolean gap = !before.epoch().equals(log.epoch) || before.offset() > log.head + 1;
    long end = gap ? log.head + 1 : Math.max(before.offset(), log.oldest);
    List<StoredMessage> messages = stretch(backwards, log, end, limit);
    connection.commit();
    Collections.reverse(messages);
    return new HistoryPage(gap, messages, end - messages.size() > log.oldest);
  }

  private Log log(RoomName name) throws SQLException {
    room.setString(1, name.value());
    try (ResultSet result = room.executeQuery()) {
      if (result.next()) {
        return new Log(
            result.getLong(1), result.getString(2), result.getLong(3), result.getLong(4));
      }
    }
    try (ResultSet result = epoch.executeQuery()) {
      result.next();
      String begins = result.getString(1);
      return new Log(0, dispatchers.of(name).epoch(name).orElse(begins), 0, 1);
    }
  }

  private static List<StoredMessage> stretch(
      PreparedStatement statement, Log log, long offset, int limit) throws SQLException {
    PageBuilder pageBuilder = new PageBuilder(limit);
    statement.setLong(1, log.id);
    statement.setLong(2, offset);
    statement.setLong(3, Math.max(0, limit));
    try (ResultSet result = statement.executeQuery()) {
      boolean goesOn = true;
      while (goesOn && result.next()) {
        goesOn = pageBuilder.take(MessageMapper.read(result, log.epoch));
      }
    }
    return pageBuilder.messages();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
