package io.parley.broker.sqlite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * The time by which the age of messages is judged. It is the lowest of the system clock's readings
 * within a period, each carried forward by a monotonic clock. So a system clock that jumps ahead
 * expires nothing until it has been ahead for the whole period, and one that jumps back takes
 * effect at once. For one thread.
 */
final class RetentionClock {
  /** Readings of one period that are kept. */
  private static final int READINGS = 12;

  private static final long NANOS = 1_000_000;

  private final long period;
  private final ArrayDeque<Reading> readings = new ArrayDeque<>(READINGS + 2);
  private final long begun;

  /**
   * @param wall the system clock's reading, in milliseconds
   */
  private record Reading(long nanos, long wall) {
    long at(long later) {
      return wall + (later - nanos) / NANOS;
    }
  }

  /**
   * @param nanos the monotonic clock's reading now
   */
  RetentionClock(Duration period, long nanos) {
    this.period = period.toNanos();
    this.begun = nanos;
  }

  /**
   * Takes a reading of both clocks.
   *
   * @return milliseconds; empty until a period has passed
   */
  OptionalLong read(long wall, long nanos) {
    readings.removeIf(reading -> nanos - reading.nanos() > period);
    Reading now = new Reading(nanos, wall);
    long lowest = readings.stream().mapToLong(reading -> reading.at(nanos)).min().orElse(wall);
    keep(now);
    return nanos - begun >= period ? OptionalLong.of(Math.min(lowest, wall)) : OptionalLong.empty();
  }

  /** Keeps the lowest reading of each part of a period. */
  private void keep(Reading now) {
    Reading last = readings.peekLast();
    if (last == null || now.nanos() - last.nanos() >= period / READINGS) {
      readings.add(now);
    } else if (now.wall() < last.at(now.nanos())) {
      readings.removeLast();
      readings.add(new Reading(last.nanos(), now.wall() - (now.nanos() - last.nanos()) / NANOS));
    }
  }
}
