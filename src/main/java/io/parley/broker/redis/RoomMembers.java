package io.parley.broker.redis;

import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Attendance;
import io.parley.chat.Presence.Change;
import io.parley.chat.Presence.Taken;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The members of one room for which this node is responsible, and the operations that change them
 * in Redis. For the thread of its node.
 */
final class RoomMembers {
  private final OperationQueue queue;
  private final PresenceAbsences absences;

  /** Is told that another session has a member's presence, which the changes may not say. */
  private final Consumer<Change> taken;

  private final Map<String, OwnMember> own = new HashMap<>();

  RoomMembers(OperationQueue queue, PresenceAbsences absences, Consumer<Change> taken) {
    this.queue = queue;
    this.absences = absences;
    this.taken = taken;
  }

  boolean isEmpty() {
    return own.isEmpty();
  }

  void enter(MemberInfo info, String session, int limit, CompletableFuture<Attendance> stage) {
    OwnMember member = new OwnMember(info, session);
    replace(member);
    queue.add(
        PresenceOperation.patient(
            answer -> {
              Attendance found = PresenceAnswer.attendance(answer);
              member.confirmed = found.change();
              stage.complete(found);
            },
            () -> notEntered(member, stage),
            "enter",
            info.id(),
            session,
            info.name(),
            info.proven() ? "1" : "0",
            String.valueOf(limit)));
  }

  /** Redis may have let it in all the same. */
  private void notEntered(OwnMember member, CompletableFuture<Attendance> stage) {
    leave(member.info.id(), member.session, new CompletableFuture<>());
    stage.completeExceptionally(unreachable());
  }

  private static IOException unreachable() {
    return new IOException("Redis cannot be reached");
  }

  private void replace(OwnMember member) {
    Optional.ofNullable(own.put(member.info.id(), member)).ifPresent(absences::remove);
  }

  private Optional<OwnMember> held(String id, String session) {
    return Optional.ofNullable(own.get(id)).filter(member -> member.session.equals(session));
  }

  void leave(String id, String session, CompletableFuture<Void> stage) {
    Optional<OwnMember> member = held(id, session);
    if (member.isEmpty()) {
      stage.complete(null);
      return;
    }
    forget(member.get());
    queue.add(lasting(stage, "leave", id, session));
  }

  private static PresenceOperation lasting(CompletableFuture<Void> stage, String... arguments) {
    return PresenceOperation.lasting(
        answer -> stage.complete(null),
        () -> stage.completeExceptionally(unreachable()),
        arguments);
  }

  private void forget(OwnMember member) {
    own.remove(member.info.id(), member);
    absences.remove(member);
  }

  void absent(String id, String session, Duration grace, CompletableFuture<Void> stage) {
    Optional<OwnMember> member = held(id, session).filter(found -> !found.absent);
    if (member.isEmpty()) {
      stage.complete(null);
      return;
    }
    queue.add(lasting(stage, "absent", id, session, String.valueOf(grace.toMillis())));
    await(member.get(), grace);
  }

  private void await(OwnMember member, Duration grace) {
    member.absent = true;
    absences.add(member, grace, () -> depart(member), () -> departEarly(member));
  }

  /** Its time is over, unless the clock of Redis says otherwise. */
  private void depart(OwnMember member) {
    String id = member.info.id();
    queue.add(
        PresenceOperation.lasting(
            answer -> departed(member, answer), () -> {}, "depart", id, member.session));
  }

  private void departed(OwnMember member, List<Object> answer) {
    if (answer.isEmpty()) {
      forget(member);
    } else if (own.get(member.info.id()) == member) {
      await(member, Duration.ofMillis(PresenceAnswer.number(answer.get(0))));
    }
  }

  private void departEarly(OwnMember member) {
    leave(member.info.id(), member.session, new CompletableFuture<>());
  }

  void list(int limit, CompletableFuture<Attendance> stage) {
    queue.add(
        PresenceOperation.patient(
            answer -> stage.complete(PresenceAnswer.attendance(answer)),
            () -> stage.completeExceptionally(unreachable()),
            "list",
            String.valueOf(limit)));
  }

  /**
   * Makes the members of a node absent whose lease ended.
   *
   * @param done is called then
   */
  void sweep(String ended, Duration grace, Runnable done) {
    queue.add(
        PresenceOperation.lasting(
            answer -> {
              adopt(PresenceAnswer.texts(answer));
              done.run();
            },
            () -> {},
            "sweep",
            ended,
            String.valueOf(grace.toMillis())));
  }

  private void adopt(List<String> answer) {
    for (int i = 0; i + 3 < answer.size(); i += 4) {
      OwnMember member =
          new OwnMember(new MemberInfo(answer.get(i), answer.get(i + 1)), answer.get(i + 2));
      // One that has entered here meanwhile will be found to have its presence.
      if (own.putIfAbsent(member.info.id(), member) == null) {
        await(member, Duration.ofMillis(Long.parseLong(answer.get(i + 3))));
      }
    }
  }

  /** Compares with what Redis has, after something may have been lost there. */
  void reconcile() {
    if (!own.isEmpty()) {
      queue.add(
          PresenceOperation.lasting(
              answer -> reconcile(PresenceAnswer.texts(answer)), () -> {}, "own"));
    }
  }

  private void reconcile(List<String> answer) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i + 1 < answer.size(); i += 2) {
      known.add(answer.get(i));
      if (!own.containsKey(answer.get(i))) {
        queue.add(lasting(new CompletableFuture<>(), "leave", answer.get(i), answer.get(i + 1)));
      }
    }
    List.copyOf(own.values()).stream()
        .filter(member -> !known.contains(member.info.id()))
        .forEach(this::restore);
  }

  /** Enters all again that are present, for another node has taken over this one's lease. */
  void restoreAll() {
    List.copyOf(own.values()).forEach(this::restore);
  }

  private void restore(OwnMember member) {
    if (member.absent) {
      forget(member);
      return;
    }
    queue.add(
        PresenceOperation.lasting(
            answer -> restored(member, PresenceAnswer.texts(answer)),
            () -> {},
            "restore",
            member.info.id(),
            member.session,
            member.info.name(),
            member.info.proven() ? "1" : "0"));
  }

  private void restored(OwnMember member, List<String> answer) {
    if (own.get(member.info.id()) == member && !answer.isEmpty()) {
      forget(member);
      taken.accept(new Taken(member.info, answer.get(0), Long.parseLong(answer.get(1))));
    }
  }

  /** Notes what was told of another node's session. */
  void told(Change change) {
    Optional<OwnMember> member = Optional.ofNullable(own.get(change.occupant().id()));
    if (change instanceof Taken news) {
      member
          .filter(found -> !found.session.equals(news.session()))
          .filter(found -> found.confirmed > 0 && found.confirmed < news.number())
          .ifPresent(this::forget);
    }
  }

  void close() {
    queue.close();
  }
}
