package io.parley.broker.redis;

import io.parley.chat.MemberInfo;

/**
 * A member for which this node is responsible: its session is here, or it is absent and departs
 * from here. For one thread.
 */
final class OwnMember {
  final MemberInfo info;
  final String session;

  /** The number of the room's last change when Redis had taken it in; 0 before that. */
  long confirmed;

  boolean absent;

  OwnMember(MemberInfo info, String session) {
    this.info = info;
    this.session = session;
  }
}
