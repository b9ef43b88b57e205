package io.parley.chat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Knows who is in each room, on all servers that share it. A member has one place in a room, and
 * one session at a time has that place.
 *
 * <p>The contract, the same of every implementation:
 *
 * <ul>
 *   <li>A listener is told each change of its room made after it subscribed, once, in the order of
 *       the changes, by one thread at a time.
 *   <li>A change has a number, higher than that of any change of its room before. A list says the
 *       number of the last change that it includes; it includes all before that, and none after.
 *   <li>A listener that throws hurts neither another listener nor the change.
 *   <li>A listener may ask for lists, subscribe and cancel; it must not block, and it must not let
 *       anybody enter or leave.
 *   <li>Nothing is kept of a room that is empty.
 * </ul>
 *
 * <p>Safe for many threads.
 */
public interface Presence {
  /**
   * Takes the member's place for a session, from whichever session has it; who had no place
   * arrives. The stage is of who is there then, the member included.
   *
   * @param session unique among all sessions
   * @param limit at most so many are listed, those who came first
   */
  CompletionStage<Attendance> enter(
      RoomName room, MemberInfo memberInfo, String session, int limit);

  /** Gives the member's place up; does nothing where this session no longer has it. */
  void leave(RoomName room, String id, String session);

  /**
   * Who is there, in the order of arrival.
   *
   * @param limit at most so many are listed
   */
  CompletionStage<Attendance> list(RoomName room, int limit);

  /** Tells of changes from now on. */
  Subscription subscribe(RoomName room, Consumer<Change> listener);

  /**
   * Who is in a room.
   *
   * @param total how many are there, listed or not
   * @param change the number of the last change included; 0 where there was none
   */
  record Attendance(List<MemberInfo> occupants, int total, long change) {
    public Attendance {
      occupants = List.copyOf(occupants);
    }
  }

  /** What happened in a room. */
  sealed interface Change {
    MemberInfo occupant();

    /** Rises from change to change of a room. */
    long number();
  }

  /**
   * A member came that was not there.
   *
   * @param total how many are there now
   */
  record Arrived(MemberInfo occupant, int total, long number) implements Change {}

  /**
   * A member is no longer there.
   *
   * @param total how many are there now
   */
  record Departed(MemberInfo occupant, int total, long number) implements Change {}

  /**
   * A session took the place of a member that was there: whichever other session had it has lost
   * it.
   */
  record Taken(MemberInfo occupant, String session, long number) implements Change {}

  /** A listener's tie to a room. */
  interface Subscription {
    /** Ends it; a change that is being told may still arrive. Twice is once. */
    void cancel();
  }
}
