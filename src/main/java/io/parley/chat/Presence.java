package io.parley.chat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Tracks who is in each room, on all nodes that share it. A member is in a room at most once, and
 * one session at a time holds its presence. Each object belongs to one node, which is one server.
 *
 * <p>Every implementation keeps this contract:
 *
 * <ul>
 *   <li>A node holds a lease, which it renews while it lives. When the lease ends, all members
 *       whose sessions are of that node become absent.
 *   <li>An absent member keeps its presence for its grace period, and departs after it unless a
 *       session enters again. The time is kept with the shared state: the member also departs where
 *       the node that reported the absence is dead, as long as any node lives. Where too many
 *       members are absent, the one whose time ends first departs early.
 *   <li>A listener is told each change of its room made after it subscribed, once, whichever node
 *       made it, in the order of the changes, by one thread at a time. That is never a thread that
 *       calls this object.
 *   <li>A change has a number, higher than that of any earlier change of its room. A list has the
 *       number of the last change that it includes; it includes all changes up to that one, and
 *       none after.
 *   <li>A listener that throws affects neither another listener nor the change.
 *   <li>A listener may call everything here. It must not block, nor wait for a stage.
 *   <li>A stage may complete on the thread that tells changes, so what follows it must not block.
 *   <li>An empty room takes no memory.
 * </ul>
 *
 * <p>A stage fails where the shared state cannot be reached. {@link #enter}, {@link #list} and
 * {@link #subscribe} also fail after {@link #close}. Where too many calls wait, {@link #enter} and
 * {@link #list} fail at once with a {@link BusyException} and change nothing. Thread-safe; no call
 * blocks.
 */
public interface Presence extends AutoCloseable {
  /**
   * Moves the member's presence to a session, from any other session that has it. A member that was
   * not present arrives. Where the session already holds the presence, an absence ends, and nothing
   * else changes. The stage completes with the members present then, this one included.
   *
   * @param session unique among all sessions of all nodes
   * @param limit members listed at most, the earliest arrivals
   */
  CompletionStage<Attendance> enter(
      RoomName room, MemberInfo memberInfo, String session, int limit);

  /** Ends the member's presence; does nothing where this session no longer holds it. */
  CompletionStage<Void> leave(RoomName room, String id, String session);

  /**
   * Makes the member absent, because its connection ended and it may come back. Does nothing where
   * this session no longer holds the presence, or the member is already absent.
   *
   * @param grace after which the member departs unless a session enters again
   */
  CompletionStage<Void> absent(RoomName room, String id, String session, Duration grace);

  /**
   * Lists the members in the order of arrival.
   *
   * @param limit members listed at most
   */
  CompletionStage<Attendance> list(RoomName room, int limit);

  /**
   * Subscribes a listener. It is told every change made after the stage completed; changes made
   * before that may be told.
   */
  CompletionStage<Subscription> subscribe(RoomName room, Consumer<Change> listener);

  /**
   * Gives up this node's lease; no listener of this node is told anything more. Presence does not
   * end at once: the members of this node become absent. Idempotent.
   */
  @Override
  void close();

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

    /** Returns the same with other descriptions of the members. */
    public Attendance with(UnaryOperator<MemberInfo> description) {
      return new Attendance(occupants.stream().map(description).toList(), total, change);
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
