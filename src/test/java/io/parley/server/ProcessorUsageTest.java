package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessorUsageTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long START = -5 * SECOND;
  private long now = START;

  private ProcessorUsage usage() {
    return new ProcessorUsage(now, START);
  }

  private void pass(long seconds) {
    now += seconds * SECOND;
  }

  @Test
  void whoUsesMoreStandsHigher() {
    ProcessorUsage little = usage();
    ProcessorUsage much = usage();
    little.add(1_000, now);
    much.add(2_000, now);
    assertThat(much.level()).isGreaterThan(little.level());
  }

  @Test
  void halfOfItIsForgottenEachSecond() {
    ProcessorUsage before = usage();
    ProcessorUsage after = usage();
    before.add(800 * SECOND, now);
    pass(3);
    after.add(100 * SECOND, now);
    assertThat(after.level()).isCloseTo(before.level(), within(0.001));
  }

  @Test
  void aLevelStaysWhileNothingIsUsed() {
    ProcessorUsage idle = usage();
    idle.add(SECOND, now);
    double level = idle.level();
    pass(60);
    assertThat(idle.level()).isEqualTo(level);
  }

  @Test
  void whoWasIdleStandsBelowANewcomer() {
    ProcessorUsage idle = usage();
    idle.add(SECOND, now);
    pass(10);
    assertThat(usage().level()).isGreaterThan(idle.level());
  }

  @Test
  void aNewcomerStandsAboveOneThatUsesLittle() {
    ProcessorUsage little = usage();
    for (int i = 0; i < 20; i++) {
      little.add(TimeUnit.MILLISECONDS.toNanos(5), now);
      pass(1);
    }
    assertThat(usage().level()).isGreaterThan(little.level());
  }

  @Test
  void whatIsUsedWithinAMillisecondIsAddedUpAndDecaysLater() {
    ProcessorUsage often = usage();
    ProcessorUsage once = usage();
    once.add(SECOND, now);
    for (int i = 0; i < 1_000; i++) {
      often.add(SECOND / 1_000, now);
      now += 900;
    }
    assertThat(often.level()).isCloseTo(once.level(), within(0.001));
    pass(3);
    often.add(0, now);
    ProcessorUsage after = usage();
    after.add(SECOND / 8 - TimeUnit.MILLISECONDS.toNanos(20) * 7 / 8, now);
    assertThat(often.level()).isCloseTo(after.level(), within(0.001));
  }
}
