package io.parley.endpoint;

import io.parley.worker.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A hashed timer wheel: it runs tasks at their times, all by one recurring call of {@link
 * #advance}. Scheduling and cancelling take constant time, and an empty wheel costs nothing.
 *
 * <p>Times are those of a clock that may be set: where it jumps forward, all tasks whose time has
 * come run at the next call; where it jumps back, they wait until it is their time again.
 * Thread-safe.
 */
final class TimerWheel {
  /** Slots of the wheel. A task that is due after more than one turn is passed over until then. */
  static final int SLOTS = 512;

  private final long resolution;

  // Guarded by this. A slot without a task is an immutable empty set.
  private final List<Set<Timeout>> slots = new ArrayList<>(Collections.nCopies(SLOTS, Set.of()));
  private long reached;
  private int waiting;

  /** A scheduled task. */
  final class Timeout {
    private final long at;
    private final int slot;
    private final Runnable task;

    private Timeout(long at, int slot, Runnable task) {
      this.at = at;
      this.slot = slot;
      this.task = task;
    }

    /** Cancels the task; has no effect where it has run or is about to. */
    void cancel() {
      TimerWheel.this.cancel(this);
    }
  }

  /**
   * @param resolution milliseconds of a slot; a task runs up to one slot late
   * @param now the time at which the wheel starts, in milliseconds
   */
  TimerWheel(long resolution, long now) {
    this.resolution = resolution;
    this.reached = tick(now);
  }

  /**
   * Schedules a task; one whose time has passed runs at the next call of {@link #advance}.
   *
   * @param at the time in milliseconds
   * @param task must not block
   */
  synchronized Timeout schedule(long at, Runnable task) {
    int slot = slot(Math.max(tick(at), reached));
    Timeout timeout = new Timeout(at, slot, task);
    if (slots.get(slot).isEmpty()) {
      slots.set(slot, Collections.newSetFromMap(new IdentityHashMap<>(4)));
    }
    slots.get(slot).add(timeout);
    waiting++;
    return timeout;
  }

  /**
   * Runs all tasks whose time has come, each once.
   *
   * @throws Error the first failure, after the last task; a RuntimeException is thrown in the same
   *     way
   */
  void advance(long now) {
    Workers.forEach(due(now), timeout -> timeout.task.run());
  }

  /** Returns how many tasks wait. */
  synchronized int waiting() {
    return waiting;
  }

  /** Takes the due tasks out; after a long pause each slot is visited once. */
  private synchronized List<Timeout> due(long now) {
    List<Timeout> due = new ArrayList<>();
    long target = tick(now);
    long last = Math.min(target, reached + SLOTS - 1);
    for (long each = reached; each <= last && waiting > 0; each++) {
      take(slot(each), now, due);
    }
    reached = target;
    return due;
  }

  private void take(int slot, long now, List<Timeout> due) {
    Set<Timeout> all = slots.get(slot);
    all.stream().filter(timeout -> timeout.at <= now).forEach(due::add);
    int before = all.size();
    if (before > 0) {
      all.removeIf(timeout -> timeout.at <= now);
      waiting -= before - all.size();
      freeIfEmpty(slot);
    }
  }

  private synchronized void cancel(Timeout timeout) {
    if (slots.get(timeout.slot).contains(timeout)) {
      slots.get(timeout.slot).remove(timeout);
      waiting--;
      freeIfEmpty(timeout.slot);
    }
  }

  private void freeIfEmpty(int slot) {
    if (slots.get(slot).isEmpty()) {
      slots.set(slot, Set.of());
    }
  }

  private long tick(long millis) {
    return Math.floorDiv(millis, resolution);
  }

  private static int slot(long tick) {
    return (int) Math.floorMod(tick, (long) SLOTS);
  }
}
