package io.parley.broker.sqlite;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Names of logs. */
final class Epoch {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Epoch() {}

  /** 64 bits: no two logs of a room ever have the same. */
  static String random() {
    return Long.toUnsignedString(RANDOM.nextLong(), Character.MAX_RADIX);
  }

  /** Begins every log anew: a store that has lost messages would give their offsets to others. */
  static void renewAll(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE room SET epoch = '" + random() + "'");
      statement.executeUpdate("UPDATE store SET epoch = '" + random() + "'");
    }
  }
}
