package io.parley.doctor;

import java.time.Duration;

/** A point in time at which a wait ends, however slowly the peer sends. */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }

  /** Milliseconds that are left, at least one: zero would mean without end to a socket. */
  int millis() {
    long left = (nanos - System.nanoTime()) / 1_000_000;
    return (int) Math.max(1, Math.min(left, Integer.MAX_VALUE));
  }
}
