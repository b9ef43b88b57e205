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
final class Restored {
  /** What the backup is called in the store's folder until it is adopted. */
  static final String NAME = "restore.db";

  private Restored() {}

  /** Does nothing where there is no backup. */
  static void adopt(Folder folder) throws StoreException {
    Path backup = folder.file(NAME);
    if (!Files.exists(backup)) {
      return;
    }
    Path store = folder.file(Folder.DATABASE);
    if (Files.exists(store)) {
      throw new StoreException(
          "a folder with " + Folder.DATABASE + " or " + NAME + ", not with both");
    }
    try {
      renew(backup);
      // Of the store that was there before; SQLite would take it for the backup's.
      Files.deleteIfExists(folder.file(Folder.DATABASE + "-wal"));
      Files.deleteIfExists(folder.file(Folder.DATABASE + "-shm"));
      Files.deleteIfExists(folder.file(CommitMark.NAME));
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
