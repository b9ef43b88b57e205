package io.parley.broker.sqlite;

import io.parley.broker.sqlite.CommitMark.Mark;
import io.parley.chat.CapacityExceededException;
import io.parley.chat.Position;
import io.parley.chat.RoomName;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The write transactions of the store, on one connection; each call is one. For one thread. */
final class StoreTransactions implements AutoCloseable {
  /**
   * Rooms that one upkeep transaction removes at most, or that are tried to make space for a new
   * one.
   */
  private static final int FORGOTTEN = 16;

  private static final Logger LOG = System.getLogger(StoreTransactions.class.getName());

  private final Connection connection;
  private final Transaction transaction;
  private final RoomEpochs roomEpochs;
  private final StoreFiles files;
  private final RoomTable rooms;
  private final MessageTable messages;
  private final Retention retention;
  private final StoreShares shares;
  private final int maxRooms;
  private final List<RoomName> claimed = new ArrayList<>();
  private final List<RoomName> begun = new ArrayList<>();
  private long roomCount;
  private boolean full;
  private boolean committing;
  private Optional<Mark> mark = Optional.empty();

  StoreTransactions(
      Connection connection,
      StoreLimits storeLimits,
      RoomEpochs roomEpochs,
      StoreFiles files,
      StoreShares shares)
      throws SQLException {
    this.connection = connection;
    this.roomEpochs = roomEpochs;
    this.files = files;
    this.shares = shares;
    transaction = new Transaction(connection);
    rooms = new RoomTable(connection);
    messages = new MessageTable(connection);
    retention = new Retention(storeLimits, connection, rooms, messages);
    maxRooms = storeLimits.rooms();
    roomCount = rooms.count();
    roomEpochs.storeEpoch(rooms.epoch());
  }

  /**
   * Stores a batch. Returns when all of it, except refused appends, is on stable storage.
   *
   * @throws SQLException where the transaction, or the check after its commit, failed
   */
  void store(List<PendingAppend> batch, long now) throws SQLException {
    Map<RoomName, List<PendingAppend>> byRoom = new LinkedHashMap<>();
    for (PendingAppend pendingAppend : batch) {
      byRoom.computeIfAbsent(pendingAppend.room(), name -> new ArrayList<>()).add(pendingAppend);
    }
    files.requireWhole();
    transaction.begin();
    try {
      long space = retention.space();
      for (Map.Entry<RoomName, List<PendingAppend>> room : byRoom.entrySet()) {
        space -= append(room.getKey(), room.getValue(), space, now);
      }
      commit();
    } catch (SQLException | RuntimeException | Error e) {
      batch.forEach(
          pendingAppend -> shares.count(pendingAppend.accounts(), -pendingAppend.growth(), now));
      throw e;
    } finally {
      release();
    }
  }

  private long append(RoomName name, List<PendingAppend> entries, long space, long now)
      throws SQLException {
    Optional<RoomRow> row = row(name, space, now);
    if (row.isEmpty()) {
      entries.forEach(pendingAppend -> refuse(pendingAppend, CapacityExceededException.What.STORE));
      return 0;
    }
    RoomRow room = row.get();
    long used = 0;
    for (PendingAppend pendingAppend : entries) {
      used += append(room, pendingAppend, space - used, now);
    }
    retention.trim(room, entries.size());
    rooms.update(room, now);
    if (room.head > 0) {
      mark = Optional.of(new Mark(room.id, room.epoch, room.head, rooms.epoch()));
    }
    return used;
  }

  private long append(RoomRow room, PendingAppend pendingAppend, long space, long now)
      throws SQLException {
    if (pendingAppend.isRefused() || pendingAppend.isStoredIn(room)) {
      return 0;
    }
    Optional<Long> known = messages.known(room, pendingAppend.message().id());
    if (known.isPresent()) {
      pendingAppend.repeats(new Position(room.epoch, known.get()));
      return 0;
    }
    if (pendingAppend.cost() > space) {
      refuse(pendingAppend, CapacityExceededException.What.STORE);
      return 0;
    }
    long growth = retention.growth(room, pendingAppend);
    if (!shares.allows(pendingAppend.accounts(), growth, space, now)) {
      refuse(pendingAppend, CapacityExceededException.What.STORE_SHARE);
      return 0;
    }
    shares.count(pendingAppend.accounts(), growth, now);
    pendingAppend.grows(growth);
    messages.append(room, pendingAppend.message());
    pendingAppend.written(new Position(room.epoch, room.head));
    full = false;
    return pendingAppend.cost();
  }

  /** Refuses an append. Logs a full store once, until a message fits again. */
  private void refuse(PendingAppend pendingAppend, CapacityExceededException.What what) {
    pendingAppend.refuse(new CapacityExceededException(what));
    if (!full && what == CapacityExceededException.What.STORE) {
      full = true;
      LOG.log(
          Level.WARNING,
          "the store is full: new messages, or those of new rooms, are refused until older ones"
              + " have reached their age");
    }
  }

  /** Finds or creates a room's row; empty where none can be created. */
  private Optional<RoomRow> row(RoomName name, long space, long now) throws SQLException {
    Optional<RoomRow> found = rooms.named(name);
    if (found.isPresent()) {
      return found;
    }
    if (space <= 0 || !makePlace(now)) {
      return Optional.empty();
    }
    roomCount++;
    begun.add(name);
    return Optional.of(rooms.create(name, roomEpochs.begin(name, rooms.epoch()), now));
  }

  private boolean makePlace(long now) throws SQLException {
    for (int i = 0; i < FORGOTTEN && roomCount >= maxRooms; i++) {
      if (!forgetOne(now)) {
        return false;
      }
    }
    return roomCount < maxRooms;
  }

  /**
   * Removes the room that has had no message for longest, unless it has a listener. Until the
   * commit nobody can subscribe to it.
   *
   * @return whether there was a room without messages
   */
  private boolean forgetOne(long now) throws SQLException {
    Optional<RoomRow> empty = rooms.longestEmpty();
    if (empty.isEmpty()) {
      return false;
    }
    RoomRow room = empty.get();
    if (claimed.contains(room.name) || roomEpochs.claim(room.name)) {
      claimed.add(room.name);
      rooms.forget(room);
      roomCount--;
      mark = Optional.of(mark(room));
    } else {
      // Else a room with a listener would stay first and block all others.
      rooms.touch(room, now);
    }
    return true;
  }

  private Mark mark(RoomRow forgotten) {
    return mark.filter(last -> last.room() != forgotten.id)
        .map(last -> new Mark(last.room(), last.epoch(), last.head(), rooms.epoch()))
        .orElseGet(() -> Mark.none(rooms.epoch()));
  }

  /**
   * Deletes what has reached its age, and rooms beyond their limit.
   *
   * @param age the time by which the age of messages is judged, if it is known
   * @param prove whether to write something in any case
   */
  void upkeep(long now, OptionalLong age, boolean prove) throws SQLException {
    files.requireWhole();
    retention.shrink();
    transaction.begin();
    try {
      if (prove) {
        rooms.prove();
      }
      if (age.isPresent()) {
        retention.sweep(age.getAsLong());
      }
      for (int i = 0; i < FORGOTTEN && roomCount > maxRooms && forgetOne(now); i++) {
        // Goes on.
      }
      commit();
      files.force();
    } finally {
      release();
    }
  }

  /**
   * Whether the last transaction failed at or after its commit, so that it may have been committed.
   */
  boolean isUncertain() {
    return committing;
  }

  private void commit() throws SQLException {
    committing = true;
    transaction.commit();
    roomEpochs.storeEpoch(rooms.epoch());
    files.requireWhole(retention.length());
    if (mark.isPresent()) {
      files.mark(mark.get());
    }
    committing = false;
  }

  private void release() {
    claimed.forEach(roomEpochs::release);
    claimed.clear();
    begun.forEach(roomEpochs::began);
    begun.clear();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
