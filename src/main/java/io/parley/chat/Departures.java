package io.parley.chat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Gives up the places of members whose connection ended, on a thread of its own: a connection may
 * end in the middle of a delivery, where nobody may wait for others.
 */
final class Departures {
  /**
   * Members that are away and keep their place. Whoever connects and cuts in a loop would else fill
   * the heap with those that it was; beyond, the one that went first departs early.
   */
  static final int MOST_AWAY = 10_000;

  private static final Logger LOG = System.getLogger(Departures.class.getName());

  private record Away(RoomName room, String id, String session, long due) {}

  private final Presence presence;
  private final long grace;
  private final ScheduledThreadPoolExecutor timer;

  /** In the order in which they went, which is that in which they are due; guarded by this. */
  private final ArrayDeque<Away> away = new ArrayDeque<>();

  private boolean scheduled;

  Departures(Presence presence, Duration grace) {
    this.presence = presence;
    this.grace = grace.toNanos();
    timer = new ScheduledThreadPoolExecutor(1, Departures::daemon);
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
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
    timer.shutdownNow();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // depart() logs what it meets.
  private void schedule() {
    scheduled = true;
    timer.schedule(this::sweep, away.peek().due() - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void sweep() {
    due().forEach(this::depart);
  }

  private synchronized List<Away> due() {
    List<Away> due = new ArrayList<>();
    long now = System.nanoTime();
    while (!away.isEmpty() && away.peek().due() - now <= 0) {
      due.add(away.poll());
    }
    scheduled = false;
    if (!away.isEmpty()) {
      schedule();
    }
    return due;
  }

  private void depart(Away gone) {
    try {
      presence.leave(gone.room(), gone.id(), gone.session());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "cannot give up the place of " + gone.id(), e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "parley-presence");
    thread.setDaemon(true);
    return thread;
  }
}
