package io.parley.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A member's place in a room, from when it took it. */
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

  /**
   * Has messages told to the member from now on: what the room still hands out of earlier ones is
   * none of its business.
   */
  void listen(Broker broker) {
    subscription = broker.subscribe(room, this::pass);
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

  /** The others see the member from now on. Messages it is told already. Called once. */
  public void arrive() {
    arrived = true;
    rooms.enter(room, member).whenComplete((there, failure) -> entered(failure));
  }

  /** Completes when the message is stored, fails where it is not. Every member is told of it. */
  public CompletionStage<Position> say(Payload payload) {
    return rooms.append(room, rooms.message("", member, payload), member);
  }

  /**
   * Leaves, and departs soon if it arrived; a message that is being handed out may still arrive.
   * Twice is once.
   */
  public void leave() {
    left = true;
    cancel();
    rooms.vacate(room, this);
    if (arrived) {
      rooms.departures().now(room, member.id(), member.session());
    }
  }

  /** Who left while it was arriving must depart after it arrived. */
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

  /** It listens by itself. */
  @Override
  public void deliver(StoredMessage storedMessage) {}

  @Override
  public void tell(Presence.Change change) {}

  @Override
  public void replaced() {}
}
