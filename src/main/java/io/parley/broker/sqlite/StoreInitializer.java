package io.parley.broker.sqlite;

import io.parley.broker.sqlite.CommitMark.Mark;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Prepares a store at the start, and detects whether it has lost acknowledged messages. */
final class StoreInitializer {
  private static final Logger LOG = System.getLogger(StoreInitializer.class.getName());

  /**
   * A prepared store.
   *
   * @param epoch of new rooms
   */
  record Prepared(Connection connection, String epoch) {}

  private StoreInitializer() {}

  /**
   * Creates the tables where there are none. It also writes, so that a store that is not writable
   * is found at once. A store that has lost messages gets new epochs.
   *
   * @return the open connection, without a transaction, and the epoch of new rooms
   */
  static Prepared prepare(Database database, CommitMark mark) throws StoreException {
    try {
      Connection connection = database.writer();
      try {
        return new Prepared(connection, prepare(connection, mark));
      } catch (SQLException | IOException | StoreException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("a store that can be opened", e);
    } catch (IOException e) {
      throw new StoreException("a folder whose file " + CommitMark.NAME + " can be written", e);
    }
  }

  private static String prepare(Connection connection, CommitMark mark)
      throws SQLException, IOException, StoreException {
    Transaction transaction = new Transaction(connection);
    transaction.begin();
    boolean empty = Schema.prepare(connection);
    boolean lost = lost(connection, mark, empty);
    if (lost) {
      Epoch.renewAll(connection);
    }
    Schema.execute(
        connection,
        "PRAGMA application_id = " + Schema.APPLICATION,
        "UPDATE store SET epoch = epoch");
    String epoch = epoch(connection);
    transaction.commit();
    if (lost || empty || mark.read().isEmpty()) {
      mark.write(Mark.none(epoch));
      mark.force();
    }
    return epoch;
  }

  private static boolean lost(Connection connection, CommitMark mark, boolean empty)
      throws SQLException, IOException {
    Optional<Mark> last = mark.read();
    boolean marked = Schema.number(connection, "PRAGMA application_id") == Schema.APPLICATION;
    if (last.isEmpty()) {
      return marked && !empty && warn("whether all of it is there is not known");
    }
    return !holds(connection, last.get())
        && (last.get().room() > 0 || !empty)
        && warn("messages that were acknowledged are gone");
  }

  private static boolean warn(String what) {
    LOG.log(
        Level.WARNING,
        "{0}: {1}, {1}-wal or {2} was damaged, deleted or replaced while the server was stopped;"
            + " every room begins a new epoch, and clients are told of a gap",
        what,
        StoreDirectory.DATABASE,
        CommitMark.NAME);
    return true;
  }

  private static boolean holds(Connection connection, Mark mark) throws SQLException {
    if (mark.room() == 0) {
      return epoch(connection).equals(mark.store());
    }
    try (PreparedStatement room =
        connection.prepareStatement(
            "SELECT count(*) FROM room WHERE id = ? AND epoch = ? AND head >= ?")) {
      room.setLong(1, mark.room());
      room.setString(2, mark.epoch());
      room.setLong(3, mark.head());
      try (ResultSet result = room.executeQuery()) {
        return result.next() && result.getInt(1) > 0;
      }
    }
  }

  private static String epoch(Connection connection) throws SQLException {
    try (PreparedStatement store = connection.prepareStatement("SELECT epoch FROM store");
        ResultSet result = store.executeQuery()) {
      result.next();
      return result.getString(1);
    }
  }
}
