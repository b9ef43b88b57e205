package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Pace pace = new Pace(5);
  private final long start = System.nanoTime();

  private int passed(long at, int tried) {
    int passed = 0;
    while (passed < tried && pace.allows(at)) {
      passed++;
    }
    return passed;
  }

  @Test
  void aBurstOfTenSecondsPasses() {
    assertThat(passed(start, 1_000)).isEqualTo(50);
  }

  @Test
  void afterABurstTheRateHolds() {
    assertThat(passed(start, 49)).isEqualTo(49);
    assertThat(passed(start + 2 * SECOND, 1_000)).isEqualTo(11);
  }

  @Test
  void silenceIsNotSavedBeyondTenSeconds() {
    assertThat(passed(start + 3600 * SECOND, 1_000)).isEqualTo(50);
  }

  @Test
  void zeroIsNoLimit() {
    Pace any = new Pace(0);
    for (int i = 0; i < 100_000; i++) {
      assertThat(any.allows(start)).isTrue();
    }
  }
}
