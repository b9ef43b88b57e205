package io.parley.broker.sqlite;

import io.parley.broker.sqlite.CommitMark.Mark;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The files of an open store, beside what SQL does with them. */
final class StoreFiles {
  private final List<FileIdentity> files;
  private final CommitMark mark;

  /** The writer's own. */
  private Optional<Mark> written = Optional.empty();

  /** The writer's own: bytes that the database has at least, unless somebody cut it. */
  private long least;

  private StoreFiles(List<FileIdentity> files, CommitMark mark) {
    this.files = List.copyOf(files);
    this.mark = mark;
    this.least = database().length();
  }

  private FileIdentity database() {
    return files.get(0);
  }

  /** Comes once a connection is open, which stays open. */
  static StoreFiles of(StoreDirectory storeDirectory, CommitMark mark) throws StoreException {
    try {
      return new StoreFiles(storeDirectory.files(), mark);
    } catch (IOException e) {
      throw new StoreException("a folder whose files stay", e);
    }
  }

  /**
   * Any thread may ask.
   *
   * @throws SQLException where what is written would not be found at the next start
   */
  void requireUnchanged() throws SQLException {
    for (FileIdentity file : files) {
      if (!file.isUnchanged()) {
        throw new SQLException(
            file.path()
                + " was deleted, moved or replaced while the server runs: put it back as it was, or"
                + " restart the server");
      }
    }
  }

  /**
   * Before a commit.
   *
   * @throws SQLException where the database has lost pages, as by a copy that is put into the file
   */
  void requireWhole() throws SQLException {
    requireUnchanged();
    requireLength(least);
  }

  /**
   * After a commit, which may have made the file shorter, but not below what it holds.
   *
   * @param held bytes of the database with its log
   */
  void requireWhole(long held) throws SQLException {
    requireUnchanged();
    long length = requireLength(Math.min(least, held));
    least = Math.min(length, held);
  }

  private long requireLength(long bytes) throws SQLException {
    long length = database().length();
    if (length < bytes) {
      throw new SQLException(
          database().path()
              + " was cut from "
              + bytes
              + " to "
              + length
              + " bytes while the server runs: restart the server");
    }
    return length;
  }

  /** After a commit, before its acknowledgement. */
  void mark(Mark last) throws SQLException {
    if (!written.equals(Optional.of(last))) {
      try {
        mark.write(last);
        written = Optional.of(last);
      } catch (IOException e) {
        throw new SQLException("cannot write " + CommitMark.NAME, e);
      }
    }
  }

  void force() throws SQLException {
    try {
      mark.force();
    } catch (IOException e) {
      throw new SQLException("cannot write " + CommitMark.NAME, e);
    }
  }
}
