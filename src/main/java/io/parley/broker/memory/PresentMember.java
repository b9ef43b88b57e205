package io.parley.broker.memory;

import io.parley.chat.MemberInfo;
import io.parley.chat.RoomName;
import java.util.Comparator;

/** A member's presence in a room. Guarded by its {@link PresenceState}. */
final class PresentMember {
  static final Comparator<PresentMember> BY_DUE_TIME =
      (one, other) ->
          one.due == other.due
              ? Long.compare(one.number, other.number)
              : Long.signum(one.due - other.due);

  final RoomName room;
  final MemberInfo memberInfo;
  final String session;

  /** Unique among all. */
  private final long number;

  /** The node of the session. */
  final MemoryPresence node;

  private boolean absent;
  private long due;

  PresentMember(
      RoomName room, MemberInfo memberInfo, String session, MemoryPresence node, long number) {
    this.room = room;
    this.memberInfo = memberInfo;
    this.session = session;
    this.node = node;
    this.number = number;
  }

  void absentUntil(long nanos) {
    absent = true;
    due = nanos;
  }

  void present() {
    absent = false;
  }

  boolean isAbsent() {
    return absent;
  }

  /** Returns when an absent member departs, as {@link System#nanoTime} counts. */
  long due() {
    return due;
  }
}
