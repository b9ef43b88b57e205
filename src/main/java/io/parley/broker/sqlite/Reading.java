package io.parley.broker.sqlite;

import java.sql.SQLException;
import java.util.Optional;

/** A reader that begins anew after a failure. One caller at a time. */
final class Reading {
  private final Opening opening;
  private Optional<Reader> reader = Optional.empty();
  private boolean closed;

  /** How to begin anew. */
  interface Opening {
    Reader open() throws SQLException;
  }

  /** What is read. */
  interface Question<T> {
    T ask(Reader reader) throws SQLException;
  }

  Reading(Opening opening) {
    this.opening = opening;
  }

  synchronized <T> T read(Question<T> question) throws SQLException {
    if (closed) {
      throw new SQLException("the store is closed");
    }
    if (reader.isEmpty()) {
      reader = Optional.of(opening.open());
    }
    try {
      return question.ask(reader.get());
    } catch (SQLException | RuntimeException | Error e) {
      letGo();
      throw e;
    }
  }

  private void letGo() throws SQLException {
    if (reader.isPresent()) {
      Reader open = reader.get();
      reader = Optional.empty();
      open.close();
    }
  }

  synchronized void close() throws SQLException {
    closed = true;
    letGo();
  }
}
