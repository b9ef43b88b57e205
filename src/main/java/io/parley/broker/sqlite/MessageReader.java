package io.parley.broker.sqlite;

import io.parley.broker.PageBuilder;
import io.parley.chat.HistoryPage;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads messages on one connection; each call sees one state of the store. For one thread. */
final class MessageReader implements AutoCloseable {
  private final Connection connection;
  private final RoomEpochs roomEpochs;
  private final PreparedStatement room;
  private final PreparedStatement epoch;
  private final PreparedStatement forwards;
  private final PreparedStatement backwards;

  /** A room's key and log; a room without a row has key 0. */
  private record RoomState(long id, PageBuilder.Log log) {}

  MessageReader(Connection connection, RoomEpochs roomEpochs) throws SQLException {
    this.connection = connection;
    this.roomEpochs = roomEpochs;
    room = connection.prepareStatement("SELECT id, epoch, head, oldest FROM room WHERE name = ?");
    epoch = connection.prepareStatement("SELECT epoch FROM store");
    String select = "SELECT " + MessageMapper.COLUMNS + " FROM message WHERE room = ? AND offset ";
    forwards = connection.prepareStatement(select + ">= ? ORDER BY offset LIMIT ?");
    backwards = connection.prepareStatement(select + "<= ? ORDER BY offset DESC LIMIT ?");
  }

  Position head(RoomName name) throws SQLException {
    PageBuilder.Log log = state(name).log;
    connection.commit();
    return new Position(log.epoch(), log.head());
  }

  HistoryPage read(RoomName name, Position after, int limit) throws SQLException {
    RoomState state = state(name);
    return page(forwards, state, PageBuilder.after(after, state.log, limit), limit);
  }

  HistoryPage history(RoomName name, Position before, int limit) throws SQLException {
    RoomState state = state(name);
    return page(backwards, state, PageBuilder.before(before, state.log, limit), limit);
  }

  private RoomState state(RoomName name) throws SQLException {
    room.setString(1, name.value());
    try (ResultSet result = room.executeQuery()) {
      if (result.next()) {
        return new RoomState(
            result.getLong(1),
            new PageBuilder.Log(result.getString(2), result.getLong(4), result.getLong(3)));
      }
    }
    try (ResultSet result = epoch.executeQuery()) {
      result.next();
      String begins = result.getString(1);
      String ofRoom = roomEpochs.epoch(name).orElse(begins);
      return new RoomState(0, new PageBuilder.Log(ofRoom, 1, 0));
    }
  }

  private HistoryPage page(
      PreparedStatement statement, RoomState state, PageBuilder page, int limit)
      throws SQLException {
    statement.setLong(1, state.id);
    statement.setLong(2, page.start());
    statement.setLong(3, Math.max(0, limit));
    try (ResultSet result = statement.executeQuery()) {
      boolean taken = true;
      while (taken && result.next()) {
        taken = page.take(MessageMapper.read(result, state.log.epoch()));
      }
    }
    connection.commit();
    return page.build();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
