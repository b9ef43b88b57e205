package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final RateLimiter rateLimiter = pace(5, 10_000);
  private final long start = System.nanoTime();

  private static RateLimiter pace(int messages, long bytes) {
    return RateLimiter.of(
        new SessionLimits(
            1_000, 1_000, 20, Duration.ofSeconds(10), Duration.ofSeconds(25), messages, bytes));
  }

  private int passed(RateLimiter tried, int size, long at) {
    int passed = 0;
    while (passed < 1_000 && tried.allows(size, at)) {
      passed++;
    }
    return passed;
  }

  @Test
  void aBurstOfOneSecondPasses() {
    assertThat(passed(rateLimiter, 1, start)).isEqualTo(5);
    assertThat(rateLimiter.reason()).isEqualTo("more than 5 messages a second");
  }

  @Test
  void afterABurstTheRateHolds() {
    for (int i = 0; i < 5; i++) {
      rateLimiter.allows(1, start);
    }
    assertThat(passed(rateLimiter, 1, start + SECOND)).isEqualTo(5);
  }

  @Test
  void silenceIsNotSavedBeyondOneSecond() {
    assertThat(passed(rateLimiter, 1, start + 3600 * SECOND)).isEqualTo(5);
  }

  @Test
  void bytesCountBesideMessages() {
    RateLimiter bytes = pace(0, 10_000);
    assertThat(passed(bytes, 1_000, System.nanoTime())).isEqualTo(10);
    assertThat(bytes.reason()).isEqualTo("more than 10000 bytes a second");
  }

  /** A question of some bytes costs what it returns. */
  @Test
  void anAnswerIsPaidByWhoAsked() {
    RateLimiter bytes = pace(0, 10_000);
    long now = System.nanoTime();
    assertThat(bytes.allows(21, now)).isTrue();
    bytes.charge(12_000);
    assertThat(bytes.allows(21, now)).isFalse();
    assertThat(bytes.allows(21, now + SECOND)).isTrue();
  }

  @Test
  void oneLongestMessageAndItsAnswerPassAtAnyRate() {
    RateLimiter slow = pace(0, 1);
    assertThat(slow.allows(1_000, System.nanoTime())).isTrue();
    slow.charge(900);
    assertThat(slow.allows(99, System.nanoTime())).isTrue();
  }

  @Test
  void zeroIsNoLimit() {
    RateLimiter any = pace(0, 0);
    for (int i = 0; i < 100_000; i++) {
      assertThat(any.allows(1_000, start)).isTrue();
    }
  }
}
