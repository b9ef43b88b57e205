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
  void whatIsUsedOftenDecaysLikeWhatIsUsedRarely() {
    ProcessorUsage often = usage();
    ProcessorUsage rarely = usage();
    for (int i = 0; i < 5_000; i++) {
      rarely.add(2_000_000, now);
      often.add(1_000_000, now);
      now += 900_000;
      often.add(1_000_000, now);
      now += 900_000;
    }
    assertThat(often.level()).isCloseTo(rarely.level(), within(0.01));
  }
}
