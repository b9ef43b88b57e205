package io.parley.broker.memory;

import io.parley.chat.BusyException;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Tracks who is in the rooms in the heap of this one server: one node's view of a {@link
 * PresenceState}. Stages complete, and listeners are told, on a thread of the state's own; a stage
 * completes after this node's listeners were told all changes before it. Where too many calls wait
 * for that thread, {@link #enter} and {@link #list} fail at once with a {@link BusyException}.
 */
public final class MemoryPresence implements Presence {
  /**
   * Absent members at most. Beyond it the one whose time ends first departs early. Without the
   * limit, a client that reconnects in a loop would fill the heap.
   */
  public static final int MOST_ABSENT = 10_000;

  /**
   * Calls and changes that wait for the presence thread at most: an arrival takes two, so that all
   * clients of a full server with the default number of connections may enter a room at once. One
   * takes up to 2 KiB.
   */
  public static final int MOST_WAITING = 50_000;

  private final PresenceState state;
  private final Duration grace;

  /** Uses workers of its own; no other node shares its state, so nobody waits for its members. */
  public MemoryPresence() {
    this(new Workers(), Duration.ZERO);
  }

  /**
   * @param grace the grace period of members whose node's lease ended
   */
  public MemoryPresence(Workers workers, Duration grace) {
    this(new PresenceState(workers, MOST_ABSENT, MOST_WAITING), grace);
  }

  MemoryPresence(PresenceState state, Duration grace) {
    this.state = state;
    this.grace = grace;
    state.add(this);
  }

  @Override
  public CompletionStage<Attendance> enter(
      RoomName room, MemberInfo memberInfo, String session, int limit) {
    return state.enter(this, room, memberInfo, session, limit);
  }

  @Override
  public CompletionStage<Void> leave(RoomName room, String id, String session) {
    return state.leave(this, room, id, session);
  }

  @Override
  public CompletionStage<Void> absent(RoomName room, String id, String session, Duration time) {
    return state.absent(this, room, id, session, time);
  }

  @Override
  public CompletionStage<Attendance> list(RoomName room, int limit) {
    return state.list(this, room, limit);
  }

  @Override
  public CompletionStage<Subscription> subscribe(RoomName room, Consumer<Change> listener) {
    return state.subscribe(room, new PresenceListener(this, listener));
  }

  @Override
  public void close() {
    state.close(this, grace);
  }

  /** Returns the number of known rooms. */
  int count() {
    return state.count();
  }
}
