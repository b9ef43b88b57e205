package io.parley.load;

import java.util.Arrays;

/** Nanoseconds from send to delivery. Not thread-safe. */
final class Delays {
  private long[] values = new long[1 << 16];
  private int count;

  void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
  }

  /** Milliseconds. */
  double percentile(double part) {
    if (count == 0) {
      throw new IllegalStateException("nothing was delivered");
    }
    Arrays.sort(values, 0, count);
    return values[Math.min(count - 1, (int) (count * part))] / 1e6;
  }

  void clear() {
    count = 0;
  }
}
