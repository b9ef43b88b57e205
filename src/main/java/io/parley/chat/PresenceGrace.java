package io.parley.chat;

import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Gives up the places of members whose connection ended, on a thread of its own: a connection may
 * end in the middle of a delivery, where nobody may wait for others.
 */
final class PresenceGrace {
  /**
   * Members that are away and keep their place. Whoever connects and cuts in a loop would else fill
   * the heap with those that it was; beyond, the one that went first departs early.
   */
  static final int MOST_AWAY = 10_000;

  private final FailureLog faults = new FailureLog(System.getLogger(PresenceGrace.class.getName()));

  private record Away(RoomName room, String id, String session, long due) {}

  private final Presence presence;
  private final long grace;
  private final WorkerTimer timer;

  /** In the order in which they went, which is that in which they are due; guarded by this. */
  private final ArrayDeque<Away> away = new ArrayDeque<>();

  private boolean scheduled;

  PresenceGrace(Presence presence, Duration grace, Workers workers) {
    this.presence = presence;
    this.grace = grace.toNanos();
    timer = workers.timer("parley-presence");
  }

  /** Soon. */
  void now(RoomName room, String id, String session) {
    timer.execute(() -> depart(new Away(room, id, session, 0)));
  }

  /** After the grace period. */
  synchronized void later(RoomName room, String id, String session) {
    if (away.size() >= MOST_AWAY) {
      Away first = away.poll();
      timer.execute(() -> depart(first));
    }
    away.add(new Away(room, id, session, System.nanoTime() + grace));
    if (!scheduled) {
      schedule();
    }
  }

  /** Nobody departs any more. */
  void close() {
    timer.close();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The timer tells what a task meets.
  private void schedule() {
    scheduled = true;
    timer.later(this::sweep, Duration.ofNanos(away.peek().due() - System.nanoTime()));
  }

  /** Whatever one departure meets, the others that are due, or will be, have their turn. */
  private void sweep() {
    try {
      for (Optional<Away> due = nextDue(); due.isPresent(); due = nextDue()) {
        depart(due.get());
      }
    } finally {
      scheduleNext();
    }
  }

  private synchronized Optional<Away> nextDue() {
    return Optional.ofNullable(away.peek())
        .filter(first -> first.due() - System.nanoTime() <= 0)
        .map(first -> away.poll());
  }

  private synchronized void scheduleNext() {
    scheduled = false;
    if (!away.isEmpty()) {
      schedule();
    }
  }

  private void depart(Away gone) {
    try {
      presence.leave(gone.room(), gone.id(), gone.session());
    } catch (RuntimeException e) {
      faults.error("cannot give up the place of " + gone.id(), e);
    }
  }
}
