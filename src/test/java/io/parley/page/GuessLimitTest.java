package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.page.GuessLimit.Outcome;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuessLimitTest {
  private static final Outcome RIGHT = new Outcome(true, OptionalInt.empty());
  private static final Outcome WRONG = new Outcome(false, OptionalInt.empty());
  private static final Outcome NOT_COMPARED = new Outcome(false, OptionalInt.of(6));

  private long now = -TimeUnit.HOURS.toNanos(1);
  private int compared;
  private final GuessLimit limit = new GuessLimit(() -> now);

  private Outcome guess(String address, boolean right) {
    return limit.compare(
        address,
        () -> {
          compared++;
          return right;
        });
  }

  @Test
  void comparesTenWrongTokensOfAnAddressAndThenNoneNotEvenTheRightOne() {
    for (int i = 0; i < 10; i++) {
      assertThat(guess("a", false)).isEqualTo(WRONG);
    }
    assertThat(guess("a", false)).isEqualTo(NOT_COMPARED);
    assertThat(guess("a", true)).isEqualTo(NOT_COMPARED);
    assertThat(compared).isEqualTo(10);
    assertThat(guess("b", true)).isEqualTo(RIGHT);
  }

  @Test
  void comparesTenMoreAMinute() {
    for (int i = 0; i < 10; i++) {
      guess("a", false);
    }
    compared = 0;
    for (int second = 0; second < 60; second++) {
      now += TimeUnit.SECONDS.toNanos(1);
      guess("a", false);
    }
    assertThat(compared).isEqualTo(10);
  }

  @Test
  void doesNotCountTheRightToken() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(guess("a", true)).isEqualTo(RIGHT);
    }
    assertThat(guess("a", false)).isEqualTo(WRONG);
  }

  @Test
  void leavesAnAddressOneGuessWhileThereAreManyFromElsewhere() {
    for (int i = 0; i < 100; i++) {
      assertThat(guess("address " + i, false)).isEqualTo(WRONG);
    }
    assertThat(guess("address 7", false)).isEqualTo(NOT_COMPARED);
    assertThat(guess("a", false)).isEqualTo(WRONG);
    assertThat(guess("a", true)).isEqualTo(NOT_COMPARED);
    assertThat(guess("the operator's", true)).isEqualTo(RIGHT);
    now += TimeUnit.MINUTES.toNanos(2);
    assertThat(guess("a", false)).isEqualTo(WRONG);
    assertThat(guess("a", true)).isEqualTo(RIGHT);
  }
}
