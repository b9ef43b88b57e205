package io.parley.chat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;

/** A member's place in a room. */
public final class Membership {
  private final Rooms rooms;
  private final RoomName room;
  private final Member member;

  Membership(Rooms rooms, RoomName room, Member member) {
    this.rooms = rooms;
    this.room = room;
    this.member = member;
  }

  /** Completes when the message is stored, fails where it is not. Every member is told of it. */
  public CompletionStage<Position> say(Payload payload) {
    return rooms.append(room, new Message("", member.id(), "", payload, now()));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Leaves; a message that is being handed out may still arrive. Twice is once. */
  public void leave() {
    rooms.leave(room, member);
  }
}
