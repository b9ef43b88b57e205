package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long START = 7;
  private final TokenBucket tokenBucket = new TokenBucket(5, START);

  private static long after(long millis) {
    return START + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void aBurstIsFree() {
    tokenBucket.charge(5);
    assertThat(tokenBucket.untilPaid(10)).isZero();
  }

  @Test
  void whatIsBeyondIsPaidAtTheRate() {
    tokenBucket.charge(7);
    assertThat(tokenBucket.untilPaid(10)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    tokenBucket.grow(10, after(100));
    assertThat(tokenBucket.untilPaid(10)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    tokenBucket.grow(10, after(200));
    assertThat(tokenBucket.untilPaid(10)).isZero();
  }

  @Test
  void itHoldsNoMoreThanABurst() {
    tokenBucket.grow(10, after(60_000));
    tokenBucket.charge(6);
    assertThat(tokenBucket.untilPaid(10)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
  }
}
