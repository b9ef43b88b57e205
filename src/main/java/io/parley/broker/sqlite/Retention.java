package io.parley.broker.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Deletes messages beyond the limits, a bounded number at each call. For one thread. */
final class Retention {
  /**
   * Messages that one commit deletes beyond as many as it adds, so that a large excess shrinks
   * slowly.
   */
  private static final int STEP = 256;

  /** Rooms that are checked for old messages each second: 100,000 in a quarter of an hour. */
  private static final int ROOMS = 128;

  /** Pages given back to the system at a time. */
  private static final int PAGES = 256;

  /** Bytes by which the file may exceed its limit before SQLite refuses to enlarge it. */
  private static final long SLACK = 16L << 20;

  private final StoreLimits storeLimits;
  private final Connection connection;
  private final RoomTable rooms;
  private final MessageTable messages;
  private final PreparedStatement pages;
  private final PreparedStatement free;
  private final long pageSize;
  private long lastSwept;

  Retention(StoreLimits storeLimits, Connection connection, RoomTable rooms, MessageTable messages)
      throws SQLException {
    this.storeLimits = storeLimits;
    this.connection = connection;
    this.rooms = rooms;
    this.messages = messages;
    pages = connection.prepareStatement("PRAGMA page_count");
    free = connection.prepareStatement("PRAGMA freelist_count");
    try (PreparedStatement size = connection.prepareStatement("PRAGMA page_size")) {
      pageSize = number(size);
    }
    long most = (storeLimits.totalBytes() + SLACK) / pageSize;
    try (PreparedStatement ceiling =
        connection.prepareStatement("PRAGMA max_page_count = " + most)) {
      number(ceiling);
    }
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Deletes what exceeds a room's limits after messages were added. */
  void trim(RoomRow room, int added) throws SQLException {
    messages.trim(
        room,
        added + STEP,
        (count, bytes, at) ->
            count > storeLimits.messages() || (bytes > storeLimits.bytes() && count > 1));
  }

  /**
   * Returns by how many bytes the file grows for a message, roughly. A full room grows less or not
   * at all, for its oldest messages are deleted.
   */
  long growth(RoomRow room, PendingAppend pendingAppend) {
    if (room.bytes + MessageMapper.size(pendingAppend.message()) > storeLimits.bytes()) {
      return 0;
    }
    boolean replaces = room.messages() >= storeLimits.messages();
    long replaced = replaces ? room.bytes / room.messages() + PendingAppend.OVERHEAD : 0;
    return pendingAppend.cost() - replaced;
  }

  /** Returns the bytes of the database once its log is written into it. */
  long length() throws SQLException {
    return number(pages) * pageSize;
  }

  /** Returns how many bytes may still be added. */
  long space() throws SQLException {
    return storeLimits.totalBytes() - (number(pages) - number(free)) * pageSize;
  }

  /**
   * Deletes the expired messages of some rooms; the next call goes on with others.
   *
   * @param time by which age is judged, of a {@link RetentionClock}
   */
  void sweep(long time) throws SQLException {
    long least = time - storeLimits.age().toMillis();
    for (int i = 0; i < ROOMS; i++) {
      Optional<RoomRow> room = rooms.after(lastSwept);
      if (room.isEmpty()) {
        lastSwept = 0;
        return;
      }
      if (messages.trim(room.get(), STEP, (count, bytes, at) -> at < least) > 0) {
        rooms.update(room.get());
      }
      lastSwept = room.get().id;
    }
  }

  /** Gives pages back to the system where a quarter of the file is free. */
  void shrink() throws SQLException {
    if (number(free) > Math.max(PAGES, number(pages) / 4)) {
      try (Statement vacuum = connection.createStatement()) {
        // Not prepared: the driver would then free only one page, its first step.
        vacuum.executeUpdate("PRAGMA incremental_vacuum(" + PAGES + ")");
      }
    }
  }
}
