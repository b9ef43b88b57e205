package io.parley.broker.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Restores a backup as the store. A backup is older than the messages after it, so every room gets
 * a new epoch: else offsets that were used before would be given to other messages.
 */
final class BackupRestore {
  /** The name of the backup in the store's directory until it is restored. */
  static final String NAME = "restore.db";

  private BackupRestore() {}

  /** Restores the backup; does nothing where there is none. */
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
      // Files of the previous store: SQLite would take them for the backup's.
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
      Transaction transaction = new Transaction(connection);
      transaction.begin();
      Schema.prepare(connection);
      Epoch.renewAll(connection);
      // The restored store has no mark yet.
      Schema.execute(connection, "PRAGMA application_id = 0");
      transaction.commit();
    }
  }
}
