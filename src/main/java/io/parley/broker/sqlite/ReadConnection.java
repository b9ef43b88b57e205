package io.parley.broker.sqlite;

import java.sql.SQLException;
import java.util.Optional;

/** A reader that opens a new connection after a failure. Thread-safe: one caller at a time. */
final class ReadConnection {
  private final Opening opening;
  private Optional<MessageReader> messageReader = Optional.empty();
  private boolean closed;

  /** Opens a new reader. */
  interface Opening {
    MessageReader open() throws SQLException;
  }

  /** A read. */
  interface Query<T> {
    T run(MessageReader messageReader) throws SQLException;
  }

  ReadConnection(Opening opening) {
    this.opening = opening;
  }

  synchronized <T> T read(Query<T> query) throws SQLException {
    if (closed) {
      throw new SQLException("the store is closed");
    }
    if (messageReader.isEmpty()) {
      messageReader = Optional.of(opening.open());
    }
    try {
      return query.run(messageReader.get());
    } catch (SQLException | RuntimeException | Error e) {
      disconnect();
      throw e;
    }
  }

  private void disconnect() throws SQLException {
    if (messageReader.isPresent()) {
      MessageReader open = messageReader.get();
      messageReader = Optional.empty();
      open.close();
    }
  }

  synchronized void close() throws SQLException {
    closed = true;
    disconnect();
  }
}
