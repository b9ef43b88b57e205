package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessorUsageTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long START = -5 * SECOND;
  private final AtomicLong clock = new AtomicLong(START);

  private ProcessorUsage usage() {
    return new ProcessorUsage(clock::get, START);
  }

  private void pass(long seconds) {
    clock.addAndGet(seconds * SECOND);
  }

  @Test
  void whoUsesMoreStandsHigher() {
    ProcessorUsage little = usage();
    ProcessorUsage much = usage();
    little.add(1_000);
    much.add(2_000);
    assertThat(much.level()).isGreaterThan(little.level());
  }

  @Test
  void halfOfItIsForgottenEachSecond() {
    ProcessorUsage before = usage();
    ProcessorUsage now = usage();
    before.add(800 * SECOND);
    pass(3);
    now.add(100 * SECOND);
    assertThat(now.level()).isCloseTo(before.level(), within(0.001));
  }

  @Test
  void aLevelStaysWhileNothingIsUsed() {
    ProcessorUsage idle = usage();
    idle.add(SECOND);
    double level = idle.level();
    pass(60);
    assertThat(idle.level()).isEqualTo(level);
  }

  @Test
  void whoWasIdleStandsBelowANewcomer() {
    ProcessorUsage idle = usage();
    idle.add(SECOND);
    pass(10);
    assertThat(usage().level()).isGreaterThan(idle.level());
  }

  @Test
  void aNewcomerStandsAboveOneThatUsesLittle() {
    ProcessorUsage little = usage();
    for (int i = 0; i < 20; i++) {
      little.add(TimeUnit.MILLISECONDS.toNanos(5));
      pass(1);
    }
    assertThat(usage().level()).isGreaterThan(little.level());
  }
}
