package io.parley.broker.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Begins and commits write transactions by SQL. The driver's {@link Connection#commit} begins the
 * next transaction at once, and so locks out every tool while nothing happens.
 */
final class Transaction {
  private Transaction() {}

  /**
   * Begins a transaction and locks the database, so that it cannot fail half way because another
   * tool writes.
   */
  static void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  /** Commits; returns when the whole transaction is on stable storage. */
  static void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
