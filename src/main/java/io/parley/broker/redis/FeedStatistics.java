package io.parley.broker.redis;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the feeds of all rooms met. Thread-safe. */
public final class FeedStatistics {
  private final LongAdder gaps = new LongAdder();
  private final LongAdder holes = new LongAdder();
  private final LongAdder probesLost = new LongAdder();
  private final LongAdder malformed = new LongAdder();
  private final LongAdder overflows = new LongAdder();
  private final AtomicLong lag = new AtomicLong();

  FeedStatistics() {}

  void gapTold() {
    gaps.increment();
  }

  void holeRead() {
    holes.increment();
  }

  void probeLost() {
    probesLost.increment();
  }

  void malformed() {
    malformed.increment();
  }

  void overflowed() {
    overflows.increment();
  }

  void lag(long nanos) {
    lag.set(nanos);
  }

  /** Returns how often the listeners of a room were told that messages are lost. */
  public long gaps() {
    return gaps.sum();
  }

  /** Returns how often messages were read from a stream because their hint did not come. */
  public long holes() {
    return holes.sum();
  }

  /** Returns how many probes of a subscription did not come back in time. */
  public long probesLost() {
    return probesLost.sum();
  }

  /** Returns how many payloads and entries were dropped because nobody can read them. */
  public long malformedPayloads() {
    return malformed.sum();
  }

  /** Returns how many payloads were dropped because their room's listeners are behind. */
  public long droppedPayloads() {
    return overflows.sum();
  }

  /** Returns how long the last probe took from its publication to its arrival, in nanoseconds. */
  public long lag() {
    return lag.get();
  }
}
