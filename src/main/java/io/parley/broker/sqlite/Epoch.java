package io.parley.broker.sqlite;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates epochs, which identify logs. */
final class Epoch {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Epoch() {}

  /** Returns 64 random bits: two logs of a room never have the same epoch. */
  static String random() {
    return Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
  }

  /**
   * Gives every room a new epoch: a store that lost messages would give their offsets to others.
   */
  static void renewAll(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE room SET epoch = '" + random() + "'");
      statement.executeUpdate("UPDATE store SET epoch = '" + random() + "'");
    }
  }
}
