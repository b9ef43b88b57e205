package io.parley.chat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Tracks who is in each room, on all servers that share it. A member is in a room at most once, and
 * one session at a time holds its presence.
 *
 * <p>Every implementation keeps this contract:
 *
 * <ul>
 *   <li>A listener is told each change of its room made after it subscribed, once, in the order of
 *       the changes, by one thread at a time.
 *   <li>A change has a number, higher than that of any earlier change of its room. A list has the
 *       number of the last change that it includes; it includes all changes up to that one, and
 *       none after.
 *   <li>A listener that throws affects neither another listener nor the change.
 *   <li>A listener may ask for lists, subscribe and cancel. It must not block, enter or leave.
 *   <li>An empty room takes no memory.
 * </ul>
 *
 * <p>Thread-safe.
 */
public interface Presence {
  /**
   * Moves the member's presence to a session, from any other session that has it. A member that was
   * absent arrives. The stage completes with the members present then, this one included.
   *
   * @param session unique among all sessions
   * @param limit members listed at most, the earliest arrivals
   */
  CompletionStage<Attendance> enter(
      RoomName room, MemberInfo memberInfo, String session, int limit);

  /** Ends the member's presence; does nothing where this session no longer holds it. */
  void leave(RoomName room, String id, String session);

  /**
   * Lists the members in the order of arrival.
   *
   * @param limit members listed at most
   */
  CompletionStage<Attendance> list(RoomName room, int limit);

  /** Subscribes a listener to changes from now on. */
  Subscription subscribe(RoomName room, Consumer<Change> listener);

  /**
   * The members of a room.
   *
   * @param total the number of members, listed or not
   * @param change the number of the last change included; 0 where there was none
   */
  record Attendance(List<MemberInfo> occupants, int total, long change) {
    public Attendance {
      occupants = List.copyOf(occupants);
    }
  }

  /** A change of presence in a room. */
  sealed interface Change {
    MemberInfo occupant();

    /** Returns the change's number, which rises from change to change of a room. */
    long number();
  }

  /**
   * A member arrived.
   *
   * @param total the number of members now
   */
  record Arrived(MemberInfo occupant, int total, long number) implements Change {}

  /**
   * A member departed.
   *
   * @param total the number of members now
   */
  record Departed(MemberInfo occupant, int total, long number) implements Change {}

  /** A session took over the presence of a member; any other session has lost it. */
  record Taken(MemberInfo occupant, String session, long number) implements Change {}

  /** A listener's subscription to a room. */
  interface Subscription {
    /** Ends the subscription; a change that is being told may still arrive. Idempotent. */
    void cancel();
  }
}
