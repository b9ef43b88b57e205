package io.parley.broker.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Begins and ends what is written. By hand: {@link Connection#commit} of this driver begins the
 * next transaction at once, and so locks out every tool while nothing happens.
 */
final class Transaction {
  private Transaction() {}

  /** Locks the database at once, so that nothing fails half way because another tool writes. */
  static void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  /** Returns when all since the beginning is on stable storage. */
  static void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
