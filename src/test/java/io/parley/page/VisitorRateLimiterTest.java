package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitorRateLimiterTest {
  private static final long SECOND = 1_000_000_000;
  private long now = -5 * SECOND;
  private final VisitorRateLimiter visitorRateLimiter = new VisitorRateLimiter(3, 2, () -> now);

  @Test
  void letsAFewPassAtOnceAndTheOthersAtARate() {
    for (int at = 0; at < 3; at++) {
      assertThat(visitorRateLimiter.wait("a")).isZero();
    }
    assertThat(visitorRateLimiter.wait("a")).isEqualTo(1);
    now += SECOND / 2;
    assertThat(visitorRateLimiter.wait("a")).isZero();
    assertThat(visitorRateLimiter.wait("a")).isEqualTo(1);
    now += 10 * SECOND;
    for (int at = 0; at < 3; at++) {
      assertThat(visitorRateLimiter.wait("a")).isZero();
    }
    assertThat(visitorRateLimiter.wait("a")).isEqualTo(1);
  }

  @Test
  void countsEachVisitorApart() {
    for (int at = 0; at < 4; at++) {
      visitorRateLimiter.wait("a");
    }
    assertThat(visitorRateLimiter.wait("a")).isPositive();
    assertThat(visitorRateLimiter.wait("b")).isZero();
  }

  @Test
  void remembersSoManyVisitorsAndNoMore() {
    for (int at = 0; at < 10_000; at++) {
      visitorRateLimiter.wait("visitor" + at);
    }
    assertThat(visitorRateLimiter.visitors()).isEqualTo(4_096);
  }
}
