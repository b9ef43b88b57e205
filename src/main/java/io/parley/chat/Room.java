package io.parley.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The local participants of one room. */
final class Room {
  /**
   * Members of a room above which arrivals and departures are not told. Each change is told to all,
   * so the cost grows with the square.
   */
  static final int MOST_TOLD = 200;

  /** By the member's id. */
  private final ConcurrentMap<String, RoomParticipant> seats = new ConcurrentHashMap<>();

  private final Rooms rooms;
  private final List<String> openers;
  private final CompletionStage<Broker.Subscription> messages;
  private final Presence.Subscription changes;

  /** Why the room's messages cannot be read; empty while they can. */
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * @param openers whose quota counts the room
   */
  Room(RoomName name, Rooms rooms, List<String> openers) {
    this.rooms = rooms;
    this.openers = openers;
    messages = rooms.broker().subscribe(name, stored -> stored.forEach(this::deliver));
    changes = rooms.presence().subscribe(name, this::tell);
    messages.whenComplete(
        (subscription, cause) -> Optional.ofNullable(cause).ifPresent(this::fail));
  }

  /** Reports to all members that no messages will come. */
  private void fail(Throwable cause) {
    failure = Optional.of(cause);
    seats.values().forEach(roomParticipant -> rooms.deaf(roomParticipant.member(), cause));
  }

  /**
   * Adds a participant and returns the one that it replaces, if the member had one.
   *
   * @throws CapacityExceededException where the room has as many members as it may
   * @throws UncheckedIOException where the room's messages cannot be read
   */
  Optional<RoomParticipant> take(RoomParticipant roomParticipant, int most) {
    if (failure.isPresent()) {
      throw new UncheckedIOException(new IOException("the room cannot be read", failure.get()));
    }
    String id = roomParticipant.member().id();
    if (seats.size() >= most && !seats.containsKey(id)) {
      throw new CapacityExceededException(CapacityExceededException.What.ROOM);
    }
    return Optional.ofNullable(seats.put(id, roomParticipant));
  }

  /** Removes a participant; does nothing where another has replaced it. */
  void vacate(RoomParticipant roomParticipant) {
    seats.remove(roomParticipant.member().id(), roomParticipant);
  }

  List<String> openers() {
    return openers;
  }

  boolean empty() {
    return seats.isEmpty();
  }

  void close() {
    messages.thenAccept(Broker.Subscription::cancel);
    changes.cancel();
  }

  private void deliver(StoredMessage storedMessage) {
    for (RoomParticipant roomParticipant : seats.values()) {
      rooms.tell(roomParticipant, told -> told.deliver(storedMessage));
    }
  }

  private void tell(Presence.Change change) {
    if (change instanceof Presence.Taken taken) {
      Optional.ofNullable(seats.get(taken.occupant().id()))
          .filter(roomParticipant -> !roomParticipant.member().session().equals(taken.session()))
          .ifPresent(roomParticipant -> rooms.tell(roomParticipant, RoomParticipant::replaced));
    } else if (told(change)) {
      seats
          .values()
          .forEach(roomParticipant -> rooms.tell(roomParticipant, told -> told.tell(change)));
    }
  }

  private static boolean told(Presence.Change change) {
    if (change instanceof Presence.Departed departed) {
      return departed.total() < MOST_TOLD;
    }
    return change instanceof Presence.Arrived arrived && arrived.total() <= MOST_TOLD;
  }
}
