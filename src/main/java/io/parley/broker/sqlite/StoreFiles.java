package io.parley.broker.sqlite;

import io.parley.broker.sqlite.CommitMark.Mark;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Watches the files of an open store for changes from outside, and writes the mark. */
final class StoreFiles {
  private final List<FileIdentity> files;
  private final CommitMark mark;

  /** The last written mark; used by the writer only. */
  private Optional<Mark> written = Optional.empty();

  /** Bytes that the database has unless somebody truncated it; used by the writer only. */
  private long least;

  private StoreFiles(List<FileIdentity> files, CommitMark mark) {
    this.files = List.copyOf(files);
    this.mark = mark;
    this.least = database().length();
  }

  private FileIdentity database() {
    return files.get(0);
  }

  /** Records the files. A connection must be open, and must stay open. */
  static StoreFiles of(StoreDirectory storeDirectory, CommitMark mark) throws StoreException {
    try {
      return new StoreFiles(storeDirectory.files(), mark);
    } catch (IOException e) {
      throw new StoreException("a folder whose files stay", e);
    }
  }

  /**
   * Requires that no file was deleted, moved or replaced. Thread-safe.
   *
   * @throws SQLException where the next start would not find what is written
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
   * Requires, before a commit, that the files are unchanged and the database is not truncated.
   *
   * @throws SQLException where the database has lost pages, as by a copy into the file
   */
  void requireWhole() throws SQLException {
    requireUnchanged();
    requireLength(least);
  }

  /**
   * Requires the same after a commit, which may have shortened the file, but not below its content.
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

  /** Writes the mark, after a commit and before its acknowledgement. */
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
