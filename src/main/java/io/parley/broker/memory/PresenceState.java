package io.parley.broker.memory;

import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Arrived;
import io.parley.chat.Presence.Attendance;
import io.parley.chat.Presence.Change;
import io.parley.chat.Presence.Departed;
import io.parley.chat.Presence.Subscription;
import io.parley.chat.Presence.Taken;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Who is in the rooms, shared by nodes of one JVM. All changes are made under one lock, which is
 * held briefly: listeners are told later, in the same order, by {@link PresenceThread}.
 * Thread-safe.
 */
final class PresenceState {
  private final int mostAbsent;
  private final int mostWaiting;
  private final PresenceThread thread;

  // Guarded by this.
  private final Map<RoomName, PresenceRoom> rooms = new HashMap<>();
  private final Set<MemoryPresence> nodes = new HashSet<>();
  private final TreeSet<PresentMember> absent = new TreeSet<>(PresentMember.BY_DUE_TIME);

  /** Counts the changes of all rooms, so that numbers also rise after a room was forgotten. */
  private long changes;

  /**
   * @param mostAbsent members
   * @param mostWaiting calls and changes that wait for the thread. An {@code enter} beyond it fails
   *     with a {@code BusyException}; a {@code list} beyond half of it, so that lists cannot keep
   *     members from entering
   */
  PresenceState(Workers workers, int mostAbsent, int mostWaiting) {
    this.mostAbsent = mostAbsent;
    this.mostWaiting = mostWaiting;
    this.thread = new PresenceThread(workers, this::sweep);
  }

  synchronized void add(MemoryPresence node) {
    nodes.add(node);
  }

  /** Ends a node's lease: its listeners are told nothing more, its members become absent. */
  void close(MemoryPresence node, Duration grace) {
    if (remove(node, grace)) {
      thread.close();
    }
  }

  /** Whether no node is left. */
  private synchronized boolean remove(MemoryPresence node, Duration grace) {
    nodes.remove(node);
    rooms.values().forEach(room -> room.listeners.removeIf(each -> isCancelled(each, node)));
    rooms.values().removeIf(PresenceRoom::isEmpty);
    List<PresentMember> present =
        rooms.values().stream()
            .flatMap(room -> room.members.values().stream())
            .filter(member -> member.node == node && !member.isAbsent())
            .toList();
    present.forEach(member -> expect(member, grace));
    return nodes.isEmpty();
  }

  private static boolean isCancelled(PresenceListener listener, MemoryPresence node) {
    if (listener.node == node) {
      listener.cancel();
    }
    return listener.node == node;
  }

  synchronized CompletionStage<Attendance> enter(
      MemoryPresence node, RoomName name, MemberInfo memberInfo, String session, int limit) {
    Optional<RuntimeException> refusal = refusal(node, mostWaiting);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    PresenceRoom room = rooms.computeIfAbsent(name, unknown -> new PresenceRoom());
    Optional<PresentMember> former = Optional.ofNullable(room.members.get(memberInfo.id()));
    former.ifPresent(this::present);
    if (former.filter(member -> member.session.equals(session)).isEmpty()) {
      PresentMember member = new PresentMember(name, memberInfo, session, node, ++changes);
      room.members.put(memberInfo.id(), member);
      int total = room.members.size();
      change(
          room,
          former.isPresent()
              ? new Taken(memberInfo, session, changes)
              : new Arrived(memberInfo, total, changes));
    }
    return thread.inOrder(room.attendance(limit));
  }

  synchronized CompletionStage<Void> leave(
      MemoryPresence node, RoomName name, String id, String session) {
    return alter(node, held(name, id, session), this::depart);
  }

  synchronized CompletionStage<Void> absent(
      MemoryPresence node, RoomName name, String id, String session, Duration grace) {
    return alter(node, held(name, id, session), member -> expect(member, grace));
  }

  /**
   * Makes a change, and is never refused: each entered member leaves at most once. Adds nothing to
   * the thread where there is no such member, or the node's lease ended.
   */
  private CompletionStage<Void> alter(
      MemoryPresence node, Optional<PresentMember> member, Consumer<PresentMember> change) {
    if (member.isEmpty() || !nodes.contains(node)) {
      return CompletableFuture.completedFuture(null);
    }
    change.accept(member.get());
    return thread.inOrder(null);
  }

  /** Returns why a call fails; empty where it does not. */
  private Optional<RuntimeException> refusal(MemoryPresence node, int most) {
    return nodes.contains(node) ? thread.busy(most).map(busy -> busy) : Optional.of(ended());
  }

  private static IllegalStateException ended() {
    return new IllegalStateException("the node's lease ended");
  }

  synchronized CompletionStage<Attendance> list(MemoryPresence node, RoomName name, int limit) {
    Optional<RuntimeException> refusal = refusal(node, mostWaiting / 2);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    Attendance none = new Attendance(List.of(), 0, 0);
    return thread.inOrder(room(name).map(room -> room.attendance(limit)).orElse(none));
  }

  synchronized CompletionStage<Subscription> subscribe(RoomName name, PresenceListener listener) {
    if (!nodes.contains(listener.node)) {
      return CompletableFuture.failedFuture(ended());
    }
    rooms.computeIfAbsent(name, unknown -> new PresenceRoom()).listeners.add(listener);
    return CompletableFuture.completedFuture(() -> cancel(name, listener));
  }

  private synchronized void cancel(RoomName name, PresenceListener listener) {
    listener.cancel();
    room(name).ifPresent(room -> room.listeners.remove(listener));
    forgetIfEmpty(name);
  }

  /** Returns the number of known rooms. */
  synchronized int count() {
    return rooms.size();
  }

  private Optional<PresenceRoom> room(RoomName name) {
    return Optional.ofNullable(rooms.get(name));
  }

  private Optional<PresentMember> held(RoomName name, String id, String session) {
    return room(name)
        .flatMap(room -> Optional.ofNullable(room.members.get(id)))
        .filter(member -> member.session.equals(session));
  }

  private void present(PresentMember member) {
    absent.remove(member);
    member.present();
  }

  /** Makes a member absent; where too many are, the one whose time ends first departs. */
  private void expect(PresentMember member, Duration grace) {
    if (member.isAbsent()) {
      return;
    }
    if (absent.size() >= mostAbsent) {
      depart(absent.first());
    }
    member.absentUntil(System.nanoTime() + grace.toNanos());
    absent.add(member);
    scheduleSweep();
  }

  private void depart(PresentMember member) {
    present(member);
    PresenceRoom room = rooms.get(member.room);
    room.members.remove(member.memberInfo.id());
    change(room, new Departed(member.memberInfo, room.members.size(), ++changes));
    forgetIfEmpty(member.room);
  }

  private void forgetIfEmpty(RoomName name) {
    rooms.computeIfPresent(name, (key, room) -> room.isEmpty() ? null : room);
  }

  private void change(PresenceRoom room, Change change) {
    room.change = change.number();
    thread.tell(List.copyOf(room.listeners), change);
  }

  /** Ends the presence of all whose time is over. */
  private synchronized void sweep() {
    thread.sweeping();
    while (!absent.isEmpty() && absent.first().due() - System.nanoTime() <= 0) {
      depart(absent.first());
    }
    scheduleSweep();
  }

  private void scheduleSweep() {
    if (!absent.isEmpty()) {
      thread.sweepAt(absent.first().due());
    }
  }
}
