package io.parley.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The local participants of one room. The room has one subscription, and passes what it is handed
 * on to all of them. Participants are added and removed by one thread at a time.
 */
final class Room implements Broker.Listener {
  /**
   * Members of a room above which arrivals and departures are not told. Each change is told to all,
   * so the cost grows with the square.
   */
  static final int MOST_TOLD = 200;

  /** By the member's id; a member's session may take part more than once. */
  private final ConcurrentMap<String, List<RoomParticipant>> participants =
      new ConcurrentHashMap<>();

  private final RoomName name;
  private final Rooms rooms;
  private final RoomNames names = new RoomNames();
  private final List<String> openers;
  private final PendingDeliveries pendingDeliveries;
  private final LaggingMembers laggingMembers = new LaggingMembers();
  private final CompletionStage<Broker.Subscription> messages;
  private final CompletionStage<Presence.Subscription> changes;

  /** The head of the log when the subscription began; empty until it has been read. */
  private volatile Optional<Position> head = Optional.empty();

  /** The position of the last message that the room was handed; empty before the first. */
  private volatile Optional<Position> newest = Optional.empty();

  private volatile boolean closed;

  /** Why the room's messages cannot be read; empty while they can. */
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * @param openers whose quota counts the room
   */
  Room(RoomName name, Rooms rooms, List<String> openers) {
    this.name = name;
    this.rooms = rooms;
    this.openers = openers;
    this.pendingDeliveries = new PendingDeliveries(rooms.budget());
    messages = rooms.broker().subscribe(name, this);
    changes = rooms.presence().subscribe(name, this::tell);
    messages.whenComplete(
        (subscription, cause) -> Optional.ofNullable(cause).ifPresent(this::fail));
    messages.thenAccept(subscription -> begin(subscription.head()));
  }

  private void begin(Position position) {
    head = Optional.of(position);
    if (newest.isEmpty()) {
      pendingDeliveries.delivered(position);
    }
  }

  /** Reports to all members that no messages will come. */
  private void fail(Throwable cause) {
    failure = Optional.of(cause);
    pendingDeliveries.close();
    participants().forEach(participant -> rooms.unreadable(participant.member(), cause));
  }

  /**
   * Adds a participant; it is delivered what is stored from now on. Returns those that it replaces:
   * the ones of other sessions of its member.
   *
   * @throws CapacityExceededException where the room has as many members as it may
   * @throws UncheckedIOException where the room's messages cannot be read
   */
  List<RoomParticipant> add(RoomParticipant participant, int most) {
    if (failure.isPresent()) {
      throw new UncheckedIOException(new IOException("the room cannot be read", failure.get()));
    }
    String id = participant.member().id();
    List<RoomParticipant> known = participants.getOrDefault(id, List.of());
    if (known.isEmpty() && participants.size() >= most) {
      throw new CapacityExceededException(CapacityExceededException.What.ROOM);
    }
    participant.joined(rooms.broker().newestPending(name));
    Stream<RoomParticipant> kept =
        known.stream().filter(other -> isOfSameSession(other, participant));
    participants.put(id, Stream.concat(kept, Stream.of(participant)).toList());
    return known.stream().filter(other -> !isOfSameSession(other, participant)).toList();
  }

  /**
   * Removes a participant; does nothing where another session has replaced it.
   *
   * @return whether it was there and was the last of its member
   */
  boolean remove(RoomParticipant participant) {
    String id = participant.member().id();
    List<RoomParticipant> known = participants.getOrDefault(id, List.of());
    List<RoomParticipant> left = known.stream().filter(other -> other != participant).toList();
    if (left.isEmpty()) {
      participants.remove(id);
    } else {
      participants.put(id, left);
    }
    return left.isEmpty() && !known.isEmpty();
  }

  private static boolean isOfSameSession(RoomParticipant one, RoomParticipant other) {
    return one.member().session().equals(other.member().session());
  }

  RoomNames names() {
    return names;
  }

  List<String> openers() {
    return openers;
  }

  /** Completes when this room is told of every change of presence that follows. */
  CompletionStage<Presence.Subscription> changes() {
    return changes;
  }

  boolean isEmpty() {
    return participants.isEmpty();
  }

  /**
   * Counts a message of a member until it is delivered; holds its sender where too many are
   * pending.
   *
   * @param storing completes when the message is stored
   * @return completes when the sender is to be answered
   */
  CompletionStage<Position> published(
      CompletionStage<Position> storing, Message message, Member sender) {
    DeliveryBudget.Cost cost = DeliveryBudget.Cost.of(size(), message.payload().size());
    return pendingDeliveries.add(storing, cost, sender);
  }

  /** Waits no more for a participant that was removed. Not to be called under a lock. */
  void left(RoomParticipant participant) {
    laggingMembers.left(participant);
    if (closed) {
      pendingDeliveries.close();
    }
  }

  void close() {
    closed = true;
    messages.thenAccept(Broker.Subscription::cancel);
    changes.thenAccept(Presence.Subscription::cancel);
  }

  @Override
  public void stored(List<StoredMessage> batch) {
    newest = Optional.of(batch.get(batch.size() - 1).position());
    List<RoomParticipant> behind = new ArrayList<>(0);
    // All of one participant first: its objects and its socket are in the processor's caches then.
    forAll(
        participant -> {
          deliver(batch, participant);
          if (laggingMembers.includes(participant)) {
            behind.add(participant);
          }
        });
    if (behind.isEmpty()) {
      delivered(batch);
    } else {
      laggingMembers.taken(behind).thenRun(() -> delivered(batch));
    }
  }

  private void delivered(List<StoredMessage> batch) {
    long now = System.nanoTime();
    int members = size();
    batch.forEach(each -> rooms.statistics().delivered(each.message(), members, now));
    pendingDeliveries.delivered(batch.get(batch.size() - 1).position());
  }

  private void deliver(List<StoredMessage> batch, RoomParticipant participant) {
    if (batch.size() == 1) {
      participant.deliver(batch.get(0));
    } else {
      rooms.together(() -> batch.forEach(participant::deliver));
    }
  }

  @Override
  public void broke(LogBreak logBreak) {
    forAll(participant -> participant.broke(logBreak));
    pendingDeliveries.delivered(logBreak.to());
  }

  private void tell(Presence.Change change) {
    if (change instanceof Presence.Departed) {
      names.remove(change.occupant().id());
    } else {
      names.add(change.occupant());
    }
    if (change instanceof Presence.Taken taken) {
      participants.getOrDefault(taken.occupant().id(), List.of()).stream()
          .filter(participant -> !participant.member().session().equals(taken.session()))
          .forEach(participant -> rooms.tell(participant, RoomParticipant::replaced));
    } else if (isTold(change)) {
      forAll(participant -> participant.tell(change));
    }
  }

  private static boolean isTold(Presence.Change change) {
    if (change instanceof Presence.Departed departed) {
      return departed.total() < MOST_TOLD;
    }
    return change instanceof Presence.Arrived arrived && arrived.total() <= MOST_TOLD;
  }

  private void forAll(Consumer<RoomParticipant> telling) {
    for (List<RoomParticipant> member : participants.values()) {
      for (RoomParticipant participant : member) {
        rooms.tell(participant, telling);
      }
    }
  }

  /** Returns the participants one after another; takes no lock. */
  Stream<RoomParticipant> participants() {
    return participants.values().stream().flatMap(Collection::stream);
  }

  /** Returns the ids of the connections of a member; takes no lock. */
  Stream<String> sessions(String member) {
    return participants.getOrDefault(member, List.of()).stream()
        .map(participant -> participant.member().session());
  }

  /** Returns the number of members; takes no lock. */
  int size() {
    return participants.size();
  }

  /** Describes the room; takes no lock. */
  RoomDirectory.RoomInfo info() {
    return new RoomDirectory.RoomInfo(name, size(), newest.or(() -> head));
  }
}
