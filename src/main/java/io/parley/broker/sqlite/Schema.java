package io.parley.broker.sqlite;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Creates the tables, checks a file's version of them, and migrates older versions. */
final class Schema {
  /** The value of {@code PRAGMA user_version}; 0 is a file without tables. */
  static final int VERSION = 2;

  /**
   * The value of {@code PRAGMA application_id}: "PARL"; 0 in a store without a {@link CommitMark}.
   */
  static final int APPLICATION = 0x5041524c;

  private static final String[] TABLES = {
    // The epoch of every new room. It changes when a room is forgotten: the room could
    // come back and use an offset twice.
    "CREATE TABLE store (epoch TEXT NOT NULL)",
    "CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL,"
        + " head INTEGER NOT NULL, oldest INTEGER NOT NULL, bytes INTEGER NOT NULL,"
        + " touched INTEGER NOT NULL)",
    "CREATE TABLE message (room INTEGER NOT NULL, offset INTEGER NOT NULL, id TEXT NOT NULL,"
        + " sender TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, text INTEGER NOT NULL,"
        + " payload BLOB NOT NULL, type TEXT NOT NULL DEFAULT '',"
        + " headers BLOB NOT NULL DEFAULT x'', PRIMARY KEY (room, offset))",
    "CREATE UNIQUE INDEX message_id ON message (room, id) WHERE id <> ''",
    "PRAGMA user_version = " + VERSION,
  };

  /**
   * Makes format 2 of format 1. SQLite changes only the definition of the table: a row that was
   * written before has the defaults.
   */
  private static final String[] FROM_1_TO_2 = {
    "ALTER TABLE message ADD COLUMN type TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE message ADD COLUMN headers BLOB NOT NULL DEFAULT x''",
    "PRAGMA user_version = 2",
  };

  /** Indexes that only improve speed; a store of an earlier Parley has others. */
  private static final String[] INDEXES = {
    "DROP INDEX IF EXISTS room_touched",
    "DROP INDEX IF EXISTS room_filled",
    "CREATE INDEX IF NOT EXISTS room_empty ON room (touched) WHERE oldest > head",
  };

  private static final List<String> MESSAGE_1 =
      List.of("room", "offset", "id", "sender", "name", "at", "text", "payload");

  private static final List<String> MESSAGE_2 =
      Stream.concat(MESSAGE_1.stream(), Stream.of("type", "headers")).toList();

  private static final Logger LOG = System.getLogger(Schema.class.getName());

  private Schema() {}

  /**
   * Creates the tables in an empty file, and migrates a store of an older format, within the
   * caller's transaction. So an interruption leaves the file as it was.
   *
   * @return whether the file was empty
   * @throws StoreException where the file is not a valid store
   */
  static boolean prepare(Connection connection) throws SQLException, StoreException {
    int version = number(connection, "PRAGMA user_version");
    int application = number(connection, "PRAGMA application_id");
    if (version > VERSION) {
      throw new StoreException(
          "a store of format " + VERSION + "; this one is of " + version + ", a newer Parley's");
    }
    boolean empty = number(connection, "SELECT count(*) FROM sqlite_master") == 0;
    if (empty) {
      execute(connection, TABLES);
      execute(connection, "INSERT INTO store VALUES ('" + Epoch.random() + "')");
    } else if (version == 0 || (application != 0 && application != APPLICATION)) {
      throw new StoreException("a store of Parley's, not another program's database");
    }
    require(connection, version == 1 ? MESSAGE_1 : MESSAGE_2);
    if (version == 1) {
      execute(connection, FROM_1_TO_2);
      LOG.log(Level.INFO, "the store is of format 2 now; a Parley that knows only 1 refuses it");
    }
    execute(connection, INDEXES);
    return empty;
  }

  private static Map<String, List<String>> tables(List<String> message) {
    return new TreeMap<>(
        Map.of(
            "message",
            message,
            "room",
            List.of("id", "name", "epoch", "head", "oldest", "bytes", "touched"),
            "store",
            List.of("epoch")));
  }

  private static void require(Connection connection, List<String> message)
      throws SQLException, StoreException {
    for (Map.Entry<String, List<String>> table : tables(message).entrySet()) {
      List<String> found = columns(connection, table.getKey());
      if (!found.equals(table.getValue())) {
        throw new StoreException(
            "a store whose table "
                + table.getKey()
                + " has the columns "
                + String.join(", ", table.getValue())
                + (found.isEmpty() ? "; there is no such table" : "; it has others"));
      }
    }
    String index = "SELECT count(*) FROM sqlite_master WHERE name = 'message_id'";
    if (number(connection, index) == 0) {
      throw new StoreException("a store with the index message_id");
    }
    if (number(connection, "SELECT count(*) FROM store") != 1) {
      throw new StoreException("a store with one row in the table store");
    }
  }

  private static List<String> columns(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (result.next()) {
        columns.add(result.getString("name"));
      }
    }
    return columns;
  }

  static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getInt(1);
    }
  }

  static void execute(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.executeUpdate(command);
      }
    }
  }
}
