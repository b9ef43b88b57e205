package io.parley.broker.sqlite;

import io.parley.chat.RoomName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The epochs promised to rooms without a row. A room with subscriptions keeps the epoch that its
 * first subscriber was told, and its row is not removed. Thread-safe.
 */
final class RoomEpochs {
  /** Guarded by this. */
  private final Map<RoomName, Room> rooms = new HashMap<>();

  private String storeEpoch;

  /** One room; it is dropped when it {@link #isUnused}. */
  private static final class Room {
    /** The epoch that a room without a row will get; empty where none was promised. */
    Optional<String> epoch = Optional.empty();

    int subscriptions;

    /** Whether its row is being inserted. */
    boolean beginning;

    /** Completes when the removal of its row has ended; empty where it is not being removed. */
    Optional<CompletableFuture<Void>> forgetting = Optional.empty();

    /** Sets the epoch where there is none, and returns it. */
    String promise(String other) {
      epoch = epoch.or(() -> Optional.of(other));
      return epoch.orElseThrow();
    }

    boolean isUnused() {
      return subscriptions == 0 && !beginning && forgetting.isEmpty();
    }
  }

  /**
   * @param storeEpoch the epoch of new rooms, as committed last
   */
  RoomEpochs(String storeEpoch) {
    this.storeEpoch = storeEpoch;
  }

  /** Sets the committed epoch of new rooms. */
  synchronized void storeEpoch(String epoch) {
    storeEpoch = epoch;
  }

  /** Counts a subscription, and promises the room an epoch. */
  synchronized void subscribe(RoomName name) {
    Room room = room(name);
    room.subscriptions++;
    if (room.forgetting.isEmpty()) {
      room.promise(storeEpoch);
    }
  }

  synchronized void unsubscribe(RoomName name) {
    change(name, room -> room.subscriptions--);
  }

  /** Completes when the room's row is not being removed. */
  synchronized CompletionStage<Void> settled(RoomName name) {
    return Optional.ofNullable(rooms.get(name))
        .flatMap(room -> room.forgetting)
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  /** Returns the epoch promised to a room without a row; empty where none was. */
  synchronized Optional<String> epoch(RoomName name) {
    return Optional.ofNullable(rooms.get(name)).flatMap(room -> room.epoch);
  }

  /**
   * Begins the insertion of a room's row, and returns the room's epoch. {@link #began} must follow.
   *
   * @param epoch is used where none was promised
   */
  synchronized String begin(RoomName name, String epoch) {
    Room room = room(name);
    room.beginning = true;
    return room.promise(epoch);
  }

  /** Ends the insertion of a room's row, successful or not. */
  synchronized void began(RoomName name) {
    change(name, room -> room.beginning = false);
  }

  /**
   * Begins the removal of a room's row, until {@link #release}; false where it has subscriptions or
   * is being removed. Its promised epoch is void.
   */
  synchronized boolean claim(RoomName name) {
    Room room = room(name);
    boolean free = room.subscriptions == 0 && room.forgetting.isEmpty();
    if (free) {
      room.epoch = Optional.empty();
      room.forgetting = Optional.of(new CompletableFuture<>());
    }
    return free;
  }

  /** Ends the removal; whoever subscribed meanwhile is promised the current epoch. */
  void release(RoomName name) {
    removed(name).ifPresent(settled -> settled.complete(null));
  }

  private synchronized Optional<CompletableFuture<Void>> removed(RoomName name) {
    Optional<CompletableFuture<Void>> waiting =
        Optional.ofNullable(rooms.get(name)).flatMap(room -> room.forgetting);
    change(
        name,
        room -> {
          room.forgetting = Optional.empty();
          room.promise(storeEpoch);
        });
    return waiting;
  }

  private Room room(RoomName name) {
    return rooms.computeIfAbsent(name, any -> new Room());
  }

  private void change(RoomName name, Consumer<Room> change) {
    rooms.computeIfPresent(
        name,
        (any, room) -> {
          change.accept(room);
          return room.isUnused() ? null : room;
        });
  }
}
