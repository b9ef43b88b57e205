package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets of delays. */
class DelayHistogramTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 1",
    "0, 1",
    "1, 2",
    "3, 4",
    "4, 5",
    "7, 8",
    "8, 10",
    "9, 10",
    "10, 12",
    "15, 16",
    "16, 20",
    "1000, 1024",
    "1024, 1280",
    "1000000, 1048576"
  })
  void aDelayIsBelowTheBoundOfItsBucketAndLittleLess(long micros, long bound) {
    DelayHistogram histogram = new DelayHistogram();
    histogram.add(TimeUnit.MICROSECONDS.toNanos(micros));
    assertThat(histogram.counts()).isEqualTo(Map.of(bound, 1L));
  }

  @Test
  void everyDelayHasOneOfFewBuckets() {
    DelayHistogram histogram = new DelayHistogram();
    for (int bits = 0; bits < Long.SIZE - 1; bits++) {
      for (int step = 0; step < 8; step++) {
        histogram.add((1L << bits) + step * (1L << bits) / 8);
      }
    }
    histogram.add(Long.MAX_VALUE);
    assertThat(histogram.counts()).hasSizeLessThan(110);
    assertThat(histogram.counts().values().stream().mapToLong(count -> count).sum())
        .isEqualTo((Long.SIZE - 1) * 8L + 1);
  }
}
