package io.parley.broker.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A backup that is to take the store's place. It has gone back in time, so every room gets another
 * epoch: else offsets that were given before would be given again, to other messages.
 */
final class BackupRestore {
  /** What the backup is called in the store's folder until it is adopted. */
  static final String NAME = "restore.db";

  private BackupRestore() {}

  /** Does nothing where there is no backup. */
  static void adopt(StoreDirectory storeDirectory) throws StoreException {
    Path backup = storeDirectory.file(NAME);
    if (!Files.exists(backup)) {
      return;
    }
    Path store = storeDirectory.file(StoreDirectory.DATABASE);
    if (Files.exists(store)) {
      throw new StoreException(
          "a folder with " + StoreDirectory.DATABASE + " or " + NAME + ", not with both");
    }
    try {
      renew(backup);
      // Of the store that was there before; SQLite would take it for the backup's.
      Files.deleteIfExists(storeDirectory.file(StoreDirectory.DATABASE + "-wal"));
      Files.deleteIfExists(storeDirectory.file(StoreDirectory.DATABASE + "-shm"));
      Files.deleteIfExists(storeDirectory.file(CommitMark.NAME));
      Files.move(backup, store, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | SQLException e) {
      throw new StoreException("a " + NAME + " that is a backup of a store", e);
    }
  }

  private static void renew(Path backup) throws SQLException, StoreException {
    try (Connection connection = new Database(backup).writer()) {
      Transaction.begin(connection);
      Schema.prepare(connection);
      Epoch.renewAll(connection);
      // It begins without a mark.
      Schema.execute(connection, "PRAGMA application_id = 0");
      Transaction.commit(connection);
    }
  }
}
