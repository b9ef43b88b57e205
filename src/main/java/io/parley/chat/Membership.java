package io.parley.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A live membership of one member in one room, without catching up. */
public final class Membership implements RoomParticipant {
  private final Rooms rooms;
  private final RoomName room;
  private final Member member;
  private volatile CompletionStage<Broker.Subscription> subscription = new CompletableFuture<>();
  private volatile boolean arrived;
  private volatile boolean left;

  Membership(Rooms rooms, RoomName room, Member member) {
    this.rooms = rooms;
    this.room = room;
    this.member = member;
  }

  /** Subscribes the member to messages from now on; it gets none that were stored before. */
  void listen(Broker broker) {
    subscription = broker.subscribe(room, messages -> messages.forEach(this::pass));
    subscription.whenComplete(
        (heard, cause) -> Optional.ofNullable(cause).ifPresent(c -> rooms.deaf(member, c)));
    if (left) {
      cancel();
    }
  }

  private void cancel() {
    subscription.thenAccept(Broker.Subscription::cancel);
  }

  private void pass(StoredMessage storedMessage) {
    try {
      if (!left) {
        member.deliver(storedMessage);
      }
    } catch (RuntimeException | Error e) {
      rooms.broken(member, e);
    }
  }

  /** Makes the member visible to the others. It already receives messages. Called once. */
  public void arrive() {
    arrived = true;
    rooms.enter(room, member).whenComplete((there, failure) -> entered(failure));
  }

  /**
   * Publishes a message to every member. The stage completes when it is stored, and fails where it
   * is not.
   */
  public CompletionStage<Position> say(Payload payload) {
    return rooms.append(room, rooms.message("", member, payload), member);
  }

  /**
   * Leaves, and gives up presence soon afterwards. A message that is being delivered may still
   * arrive. Idempotent.
   */
  public void leave() {
    left = true;
    cancel();
    rooms.vacate(room, this);
    if (arrived) {
      rooms.departures().now(room, member.id(), member.session());
    }
  }

  /** Gives up presence where the member left while it was entering. */
  private void entered(Throwable failure) {
    if (failure != null) {
      rooms.fault(member.id(), failure);
    }
    if (left) {
      rooms.departures().now(room, member.id(), member.session());
    }
  }

  @Override
  public Member member() {
    return member;
  }

  /** Does nothing: this member has a subscription of its own. */
  @Override
  public void deliver(StoredMessage storedMessage) {}

  @Override
  public void tell(Presence.Change change) {}

  @Override
  public void replaced() {}
}
