package io.parley.chat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in one room of this server. */
final class Room {
  private static final Logger LOG = System.getLogger(Room.class.getName());

  private final Set<Member> members = ConcurrentHashMap.newKeySet();
  private final Broker.Subscription subscription;

  Room(RoomName name, Broker broker) {
    subscription = broker.subscribe(name, this::deliver);
  }

  void add(Member member) {
    members.add(member);
  }

  void remove(Member member) {
    members.remove(member);
  }

  boolean empty() {
    return members.isEmpty();
  }

  void close() {
    subscription.cancel();
  }

  private void deliver(Committed committed) {
    for (Member member : members) {
      try {
        member.deliver(committed);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "member " + member.id() + " failed to take a message", e);
      }
    }
  }
}
