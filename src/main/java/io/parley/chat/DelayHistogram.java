package io.parley.chat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A histogram of delays with a fixed number of buckets: four for each power of two microseconds, so
 * that a bound exceeds a delay by a quarter at most. Thread-safe, without a lock.
 */
final class DelayHistogram {
  /** Buckets of a power of two; a power of two itself. */
  private static final int PARTS = 4;

  private static final int PART_BITS = 2;

  /** The last bucket begins at a minute, and takes all that is longer. */
  private static final int BUCKETS = bucket(TimeUnit.MINUTES.toMicros(1)) + 1;

  private final LongAdder[] counts =
      Stream.generate(LongAdder::new).limit(BUCKETS).toArray(LongAdder[]::new);

  void add(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos));
    counts[Math.min(BUCKETS - 1, bucket(micros))].increment();
  }

  /** The counts by their bucket's upper bound in microseconds; empty buckets are left out. */
  Map<Long, Long> counts() {
    Map<Long, Long> found = new TreeMap<>();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      long count = counts[bucket].sum();
      if (count > 0) {
        found.put(start(bucket + 1), count);
      }
    }
    return found;
  }

  /** Small numbers have a bucket each; above, the bits after the highest choose the part. */
  private static int bucket(long micros) {
    if (micros < PARTS) {
      return (int) micros;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros) - PART_BITS;
    return shift * PARTS + (int) (micros >> shift);
  }

  /** The least delay of a bucket, in microseconds. */
  private static long start(int bucket) {
    if (bucket < PARTS) {
      return bucket;
    }
    int shift = bucket / PARTS - 1;
    return (long) (PARTS + bucket % PARTS) << shift;
  }
}
