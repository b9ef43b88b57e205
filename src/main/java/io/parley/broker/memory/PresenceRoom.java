package io.parley.broker.memory;

import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Attendance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members and listeners of a room. Guarded by its {@link PresenceState}. */
final class PresenceRoom {
  /** By id, in the order of arrival. */
  final Map<String, PresentMember> members = new LinkedHashMap<>();

  final List<PresenceListener> listeners = new ArrayList<>(1);

  /** The number of the last change. */
  long change;

  Attendance attendance(int limit) {
    List<MemberInfo> first =
        members.values().stream().limit(limit).map(member -> member.memberInfo).toList();
    return new Attendance(first, members.size(), change);
  }

  boolean isEmpty() {
    return members.isEmpty() && listeners.isEmpty();
  }
}
