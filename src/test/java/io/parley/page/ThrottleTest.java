package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final long SECOND = 1_000_000_000;
  private long now = -5 * SECOND;
  private final Throttle throttle = new Throttle(3, 2, () -> now);

  @Test
  void letsAFewPassAtOnceAndTheOthersAtARate() {
    for (int at = 0; at < 3; at++) {
      assertThat(throttle.wait("a")).isZero();
    }
    assertThat(throttle.wait("a")).isEqualTo(1);
    now += SECOND / 2;
    assertThat(throttle.wait("a")).isZero();
    assertThat(throttle.wait("a")).isEqualTo(1);
    now += 10 * SECOND;
    for (int at = 0; at < 3; at++) {
      assertThat(throttle.wait("a")).isZero();
    }
    assertThat(throttle.wait("a")).isEqualTo(1);
  }

  @Test
  void countsEachVisitorApart() {
    for (int at = 0; at < 4; at++) {
      throttle.wait("a");
    }
    assertThat(throttle.wait("a")).isPositive();
    assertThat(throttle.wait("b")).isZero();
  }

  @Test
  void remembersSoManyVisitorsAndNoMore() {
    for (int at = 0; at < 10_000; at++) {
      throttle.wait("visitor" + at);
    }
    assertThat(throttle.visitors()).isEqualTo(4_096);
  }
}
