package io.parley.broker.redis;

import io.parley.chat.Presence.Change;
import io.parley.chat.RoomName;
import io.parley.worker.WorkerTimer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The rooms that this node has members of, or listens to. For the thread of its node, but for what
 * the shards tell.
 */
final class PresenceRooms implements Shards.Listener, NodeLease.Listener {
  private static final Duration SWEEP = Duration.ofMillis(20);

  /** Payloads that wait for the thread at most; beyond it the streams are read instead. */
  private static final int MOST_PUBLISHED = 10_000;

  private record Entry(OperationQueue queue, RoomMembers members, RoomChanges changes) {
    boolean isEmpty() {
      return members.isEmpty() && changes.isEmpty() && queue.isIdle();
    }
  }

  private final WorkerTimer timer;
  private final NodeLease lease;
  private final PresenceNode node;
  private final PresenceAbsences absences;
  private final Duration grace;
  private final Map<RoomName, Entry> rooms = new HashMap<>();
  private final AtomicInteger published = new AtomicInteger();
  private volatile boolean overflowed;

  PresenceRooms(
      Shards shards, String prefix, WorkerTimer timer, RedisPresence.Times times, int mostAbsent) {
    this.timer = timer;
    this.lease = new NodeLease(shards, prefix, timer, times.lease(), this);
    this.node = new PresenceNode(shards, prefix, timer, lease);
    this.absences = new PresenceAbsences(mostAbsent);
    this.grace = times.grace();
    shards.add(this);
    timer.every("parley-presence-lease", times.renewal(), lease::renew);
    timer.every("parley-presence-absences", SWEEP, this::tick);
  }

  private void tick() {
    lease.beat();
    absences.sweep();
  }

  RoomMembers members(RoomName room) {
    return entry(room).members;
  }

  RoomChanges changes(RoomName room) {
    return entry(room).changes;
  }

  private Entry entry(RoomName room) {
    return rooms.computeIfAbsent(room, this::create);
  }

  private Entry create(RoomName room) {
    RoomKeys keys = node.keys(room);
    OperationQueue queue = new OperationQueue(node, keys, () -> idle(room));
    RoomChanges changes = new RoomChanges(node, keys, queue);
    RoomMembers members = new RoomMembers(queue, absences, changes::tell);
    changes.addFirst(members::told);
    return new Entry(queue, members, changes);
  }

  void cancel(RoomName room, Consumer<Change> listener) {
    find(room)
        .ifPresent(
            entry -> {
              entry.changes.remove(listener);
              idle(room);
            });
  }

  private Optional<Entry> find(RoomName room) {
    return Optional.ofNullable(rooms.get(room));
  }

  private void idle(RoomName room) {
    Optional<Entry> entry = find(room);
    if (entry.isPresent() && entry.get().queue.isIdle() && entry.get().members.isEmpty()) {
      lease.release(room);
    }
    if (entry.isPresent() && entry.get().isEmpty()) {
      rooms.remove(room);
    }
  }

  /** Returns the number of known rooms. */
  int count() {
    return rooms.size();
  }

  @Override
  public void connected(Shard shard) {
    timer.execute(() -> reconnect(shard));
  }

  private void reconnect(Shard shard) {
    if (lease.isOf(shard)) {
      lease.renew();
    }
    for (Map.Entry<RoomName, Entry> each : List.copyOf(rooms.entrySet())) {
      if (node.shard(node.keys(each.getKey())) == shard) {
        Entry entry = each.getValue();
        entry.changes.attach();
        entry.changes.afterMissed(entry.members::reconcile);
        entry.queue.flush();
      }
    }
  }

  @Override
  public void moved() {
    timer.execute(() -> forAll(entry -> entry.changes.moved()));
  }

  private void forAll(Consumer<Entry> action) {
    new ArrayList<>(rooms.values()).forEach(action);
  }

  @Override
  public void unsubscribed(Shard shard, byte[] channel) {
    node.room(channel)
        .ifPresent(room -> timer.execute(() -> find(room).ifPresent(e -> e.changes.attach())));
  }

  @Override
  public void published(Shard shard, byte[] channel, byte[] payload) {
    Optional<RoomName> room = node.room(channel);
    if (room.isPresent()) {
      if (published.incrementAndGet() > MOST_PUBLISHED) {
        overflowed = true;
        published.decrementAndGet();
      } else {
        timer.execute(() -> handle(room.get(), payload));
      }
    }
  }

  private void handle(RoomName room, byte[] payload) {
    int left = published.decrementAndGet();
    Optional<Entry> entry = find(room);
    if (entry.isPresent()) {
      PresenceHint.parse(payload)
          .ifPresentOrElse(entry.get().changes::published, entry.get().changes::read);
    }
    if (overflowed && left == 0) {
      overflowed = false;
      forAll(each -> each.changes.reread());
    }
  }

  @Override
  public void renewedAsAnother() {
    forAll(entry -> entry.changes.afterMissed(entry.members::restoreAll));
    forAll(entry -> entry.changes.reread());
  }

  @Override
  public void mayChangeAgain() {
    forAll(entry -> entry.queue.flush());
  }

  @Override
  public void tookOver(String ended, Duration since) {
    lease
        .roomsOfTakenOver(ended)
        .whenComplete(
            (found, failure) ->
                timer.execute(
                    () ->
                        Optional.ofNullable(found)
                            .ifPresentOrElse(
                                names -> sweep(ended, since, names), () -> lease.giveUp(ended))));
  }

  private void sweep(String ended, Duration since, Set<byte[]> names) {
    List<RoomName> all =
        names.stream()
            .map(name -> RoomName.parse(new String(name, StandardCharsets.UTF_8)))
            .flatMap(Optional::stream)
            .toList();
    AtomicInteger left = new AtomicInteger(all.size());
    Duration rest = grace.minus(since);
    for (RoomName room : all) {
      members(room)
          .sweep(
              ended,
              rest.isNegative() ? Duration.ZERO : rest,
              () -> {
                lease.forget(ended, room);
                if (left.decrementAndGet() == 0) {
                  lease.finish(ended);
                }
              });
    }
    if (all.isEmpty()) {
      lease.finish(ended);
    }
  }

  /** Ends this node's lease; what waits is given up. */
  CompletionStage<?> end() {
    CompletionStage<?> ended = lease.end();
    forAll(
        entry -> {
          entry.members.close();
          entry.changes.close();
        });
    return ended;
  }
}
