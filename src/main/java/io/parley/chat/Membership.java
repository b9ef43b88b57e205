package io.parley.chat;

import java.util.concurrent.CompletionStage;

/**
 * A live membership of one member in one room, without catching up. A break of the log is not told:
 * the member could do nothing about it.
 */
public final class Membership implements RoomParticipant {
  private final Rooms rooms;
  private final RoomName room;
  private final Member member;
  private volatile Position after = new Position("", 0);

  /** Written by the room's thread, read by any: see {@link #position}. */
  private Position last = after;

  private volatile boolean arrived;
  private volatile boolean left;

  Membership(Rooms rooms, RoomName room, Member member) {
    this.rooms = rooms;
    this.room = room;
    this.member = member;
  }

  @Override
  public void joined(Position position) {
    after = position;
    last = position;
  }

  /** Makes the member visible to the others. It already receives messages. Called once. */
  public void arrive() {
    arrived = true;
    rooms.enter(room, member).whenComplete((there, failure) -> entered(failure));
  }

  /**
   * Publishes a message to every member. The stage completes when it is stored, and fails where it
   * is not. Where too many deliveries of the room are pending, it completes only after this message
   * was delivered, too.
   */
  public CompletionStage<Position> publish(Payload payload) {
    return rooms.append(room, rooms.message(rooms.nextId(member), member, payload), member);
  }

  /** Whether the member may still join the room. */
  public boolean isPermitted() {
    return rooms.permits(member, room, RoomRight.JOIN);
  }

  /**
   * Leaves, and gives up presence soon afterwards. A message that is being delivered may still
   * arrive. Idempotent.
   */
  public void leave() {
    left = true;
    rooms.vacate(room, this);
    if (arrived) {
      rooms.leave(room, member);
    }
  }

  /** Gives up presence where the member left while it was entering. */
  private void entered(Throwable failure) {
    if (failure != null) {
      rooms.fault(member.id(), failure);
    }
    if (left) {
      rooms.leave(room, member);
    }
  }

  @Override
  public Member member() {
    return member;
  }

  @Override
  public Position position() {
    return last;
  }

  @Override
  public void deliver(StoredMessage storedMessage) {
    if (!left && !storedMessage.position().isUpTo(after)) {
      last = storedMessage.position();
      member.deliver(storedMessage);
    }
  }

  @Override
  public boolean isBehind() {
    return !left && member.isBehind();
  }

  @Override
  public void whenTaken(Runnable task) {
    member.whenTaken(task);
  }

  @Override
  public void broke(LogBreak logBreak) {}

  @Override
  public void tell(Presence.Change change) {}

  @Override
  public void replaced() {}
}
