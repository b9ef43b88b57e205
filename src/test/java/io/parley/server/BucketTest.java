package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final long START = 7;
  private final Bucket bucket = new Bucket(5, START);

  private static long after(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void aBurstIsFree() {
    bucket.charge(5);
    assertThat(bucket.untilPaid(10)).isZero();
  }

  @Test
  void whatIsBeyondIsPaidAtTheRate() {
    bucket.charge(7);
    assertThat(bucket.untilPaid(10)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    bucket.grow(10, after(100));
    assertThat(bucket.untilPaid(10)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    bucket.grow(10, after(200));
    assertThat(bucket.untilPaid(10)).isZero();
  }

  @Test
  void itHoldsNoMoreThanABurst() {
    bucket.grow(10, after(60_000));
    bucket.charge(6);
    assertThat(bucket.untilPaid(10)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
  }
}
