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

  /** 0 if there is none. */
  long percentile(double part) {
    Arrays.sort(values, 0, count);
    return count == 0 ? 0 : values[Math.min(count - 1, (int) (count * part))];
  }
}
