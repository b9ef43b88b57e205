package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAllowanceTest {
  private static final long START = 11;

  private static ReadAllowance of(int frames, long bytes) {
    return new ReadAllowance(new ReadLimits(frames, bytes, Duration.ofSeconds(30)), START);
  }

  private static void charge(ReadAllowance allowance, int frames, int payload) {
    IntStream.range(0, frames).forEach(i -> allowance.chargeFrame(payload));
  }

  @Test
  void halfOfWhatASecondAllowsPassesAtOnce() {
    ReadAllowance allowance = of(100, 0);
    charge(allowance, 50, 1_000_000);
    assertThat(allowance.waitingTime(START)).isZero();
    charge(allowance, 1, 0);
    assertThat(allowance.waitingTime(START)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
    assertThat(allowance.waitingTime(START + TimeUnit.MILLISECONDS.toNanos(10))).isZero();
  }

  @Test
  void theSlowerOfBothCounts() {
    ReadAllowance allowance = of(100, 1_000);
    charge(allowance, 51, 20);
    assertThat(allowance.waitingTime(START)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(520));
  }

  @Test
  void whatIsSentForAPeerIsItsOwn() {
    ReadAllowance allowance = of(0, 1_000);
    allowance.chargeAnswer(1_500);
    assertThat(allowance.waitingTime(START)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void withoutALimitNothingWaits() {
    ReadAllowance allowance = of(0, 0);
    charge(allowance, 100_000, 1_000_000);
    assertThat(allowance.waitingTime(START)).isZero();
  }
}
