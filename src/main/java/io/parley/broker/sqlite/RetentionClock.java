package io.parley.broker.sqlite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * The time by which the age of messages is judged: the lowest of what the system's clock showed
 * within a period, each look carried on by a clock that nobody can set. So a clock that jumps ahead
 * makes nothing old until it has been ahead for the whole period, and one that jumps back makes
 * everything younger at once. For one thread.
 */
final class RetentionClock {
  /** Looks of one period that are kept. */
  private static final int LOOKS = 12;

  private static final long NANOS = 1_000_000;

  private final long period;
  private final ArrayDeque<Look> looks = new ArrayDeque<>(LOOKS + 2);
  private final long begun;

  /**
   * @param wall what the system's clock showed, in milliseconds
   */
  private record Look(long nanos, long wall) {
    long at(long later) {
      return wall + (later - nanos) / NANOS;
    }
  }

  /**
   * @param nanos of the clock that nobody can set, now
   */
  RetentionClock(Duration period, long nanos) {
    this.period = period.toNanos();
    this.begun = nanos;
  }

  /**
   * Looks at both clocks.
   *
   * @return milliseconds; empty until a period has passed
   */
  OptionalLong look(long wall, long nanos) {
    looks.removeIf(look -> nanos - look.nanos() > period);
    Look now = new Look(nanos, wall);
    long lowest = looks.stream().mapToLong(look -> look.at(nanos)).min().orElse(wall);
    keep(now);
    return nanos - begun >= period ? OptionalLong.of(Math.min(lowest, wall)) : OptionalLong.empty();
  }

  /** One look for each part of a period, the lowest of it. */
  private void keep(Look now) {
    Look last = looks.peekLast();
    if (last == null || now.nanos() - last.nanos() >= period / LOOKS) {
      looks.add(now);
    } else if (now.wall() < last.at(now.nanos())) {
      looks.removeLast();
      looks.add(new Look(last.nanos(), now.wall() - (now.nanos() - last.nanos()) / NANOS));
    }
  }
}
