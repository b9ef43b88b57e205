package io.parley.broker.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens connections whose commits are on stable storage.
 *
 * @see <a href="https://www.sqlite.org/pragma.html">the pragmas</a>
 */
final class Database {
  /** How long to wait for the lock of a tool that writes, such as the {@code sqlite3} shell. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Bytes that the log file beside the database keeps after a checkpoint at most. */
  private static final long LOG_BYTES = 16L << 20;

  private final Path file;

  Database(Path file) {
    this.file = file;
  }

  /** Opens the writer's connection; its transactions are those of {@link Transaction}. */
  Connection writer() throws SQLException {
    // Before the first table: pages that deletions freed can be given back to the system.
    return open(config(), List.of("auto_vacuum = INCREMENTAL", "journal_mode = WAL"));
  }

  /** Opens a reader's connection: each transaction sees one state. */
  Connection reader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    Connection connection = open(config, List.of());
    connection.setAutoCommit(false);
    return connection;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(PATIENCE.toMillis()));
    // Else the driver compiles and runs another statement after each insert.
    config.setGetGeneratedKeys(false);
    // A file that was deleted meanwhile must not come back as an empty one.
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return config;
  }

  private Connection open(SQLiteConfig config, List<String> pragmas) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(JDBC.PREFIX + file);
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      for (String pragma : pragmas) {
        statement.execute("PRAGMA " + pragma);
      }
      statement.execute("PRAGMA synchronous = FULL");
      // On macOS, this flushes the disk's own cache too.
      statement.execute("PRAGMA fullfsync = ON");
      statement.execute("PRAGMA checkpoint_fullfsync = ON");
      statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
      require(statement, "journal_mode", "wal");
      require(statement, "synchronous", "2");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Requires a pragma's value. A file system without shared memory, or an old SQLite, may refuse it
   * without an error.
   */
  private static void require(Statement statement, String pragma, String value)
      throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA " + pragma)) {
      String found = result.next() ? result.getString(1) : "nothing";
      if (!found.equals(value)) {
        throw new SQLException(pragma + " is " + found + " and not " + value);
      }
    }
  }

  /** Deregisters the driver. Else the JDK keeps the classes of a stopped web application. */
  static void forgetDriver() throws SQLException {
    if (JDBC.class.getClassLoader() == Database.class.getClassLoader()) {
      for (Driver driver : DriverManager.drivers().toList()) {
        if (driver instanceof JDBC) {
          DriverManager.deregisterDriver(driver);
        }
      }
    }
  }
}
