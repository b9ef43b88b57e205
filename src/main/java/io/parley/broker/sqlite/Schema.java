package io.parley.broker.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables, and which version of them a file has. */
final class Schema {
  /** Of {@code PRAGMA user_version}; 0 is a file without tables. */
  static final int VERSION = 1;

  private static final String[] TABLES = {
    // The epoch of every room that begins from now on: another one once a room was forgotten, lest
    // the room comes back and gives an offset twice.
    "CREATE TABLE store (epoch TEXT NOT NULL)",
    "CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL,"
        + " head INTEGER NOT NULL, oldest INTEGER NOT NULL, bytes INTEGER NOT NULL,"
        + " touched INTEGER NOT NULL)",
    "CREATE INDEX room_touched ON room (touched)",
    "CREATE INDEX room_filled ON room (touched) WHERE oldest <= head",
    "CREATE TABLE message (room INTEGER NOT NULL, offset INTEGER NOT NULL, id TEXT NOT NULL,"
        + " sender TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, text INTEGER NOT NULL,"
        + " payload BLOB NOT NULL, PRIMARY KEY (room, offset))",
    "CREATE UNIQUE INDEX message_id ON message (room, id) WHERE id <> ''",
    "PRAGMA user_version = " + VERSION,
  };

  private Schema() {}

  /** Makes the tables in an empty file. */
  static void prepare(Connection connection) throws SQLException, StoreException {
    Transaction.begin(connection);
    int version = version(connection);
    if (version > VERSION) {
      throw new StoreException(
          "a store of format " + VERSION + "; this one is of " + version + ", a newer Parley's");
    }
    if (version == 0) {
      create(connection);
    }
    Transaction.commit(connection);
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA user_version")) {
      result.next();
      return result.getInt(1);
    }
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.executeUpdate(table);
      }
      statement.executeUpdate("INSERT INTO store VALUES ('" + Epoch.random() + "')");
    }
  }
}
