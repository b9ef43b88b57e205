package io.parley.chat;

import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Ends the presence of members whose connection ended. It uses its own thread, for a connection may
 * end during a delivery, which must not block.
 */
final class PresenceGrace {
  /**
   * Absent members that keep their presence, at most. Beyond it the member that went first departs
   * early. Without the limit, a client that reconnects in a loop would fill the heap.
   */
  static final int MOST_AWAY = 10_000;

  private final FailureLog faults = new FailureLog(System.getLogger(PresenceGrace.class.getName()));

  private record Away(RoomName room, String id, String session, long due) {}

  private final Presence presence;
  private final long grace;
  private final WorkerTimer timer;

  /**
   * In the order in which they went, which is also the order of their due times; guarded by this.
   */
  private final ArrayDeque<Away> away = new ArrayDeque<>();

  private boolean scheduled;

  PresenceGrace(Presence presence, Duration grace, Workers workers) {
    this.presence = presence;
    this.grace = grace.toNanos();
    timer = workers.timer("parley-presence");
  }

  /** Ends a member's presence soon. */
  void now(RoomName room, String id, String session) {
    timer.execute(() -> depart(new Away(room, id, session, 0)));
  }

  /** Ends a member's presence after the grace period. */
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

  /** Stops; no presence is ended afterwards. */
  void close() {
    timer.close();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The timer reports failures.
  private void schedule() {
    scheduled = true;
    timer.later(this::sweep, Duration.ofNanos(away.peek().due() - System.nanoTime()));
  }

  /** Ends the presence of all that are due; a failure of one does not affect the others. */
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
