package io.parley.broker.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Begins and commits write transactions by SQL. The driver's {@link Connection#commit} begins the
 * next transaction at once, and so locks out every tool while nothing happens. For one thread.
 */
final class Transaction {
  private final PreparedStatement begin;
  private final PreparedStatement commit;

  Transaction(Connection connection) throws SQLException {
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
  }

  /**
   * Begins a transaction and locks the database, so that it cannot fail half way because another
   * tool writes.
   */
  void begin() throws SQLException {
    begin.execute();
  }

  /** Commits; returns when the whole transaction is on stable storage. */
  void commit() throws SQLException {
    commit.execute();
  }
}
