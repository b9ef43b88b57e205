package io.parley.broker.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionClockTest {
  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;

  private final RetentionClock clock = new RetentionClock(Duration.ofHours(1), 0);

  /**
   * @param wall what the clock on the wall shows, in seconds
   * @param passed seconds that have passed
   * @return seconds; -1 where nothing is known
   */
  private long look(long wall, long passed) {
    return clock.read(wall * 1_000, passed * SECOND).orElse(-1_000) / 1_000;
  }

  @Test
  void aClockThatWasWrongFromTheBeginningIsNotBelievedForAnHour() {
    assertThat(look(90 * DAY, 0)).isEqualTo(-1);
    assertThat(look(90 * DAY + HOUR - 1, HOUR - 1)).isEqualTo(-1);
    assertThat(look(90 * DAY + HOUR, HOUR)).isEqualTo(90 * DAY + HOUR);
  }

  @Test
  void aClockThatJumpsAheadIsBelievedOnceItHasBeenAheadForAnHour() {
    for (long passed = 0; passed <= 2 * HOUR; passed += 10) {
      look(passed, passed);
    }
    for (long passed = 2 * HOUR + 10; passed < 3 * HOUR; passed += 10) {
      assertThat(look(40 * DAY + passed, passed)).isLessThanOrEqualTo(passed);
    }
    assertThat(look(40 * DAY + 4 * HOUR, 4 * HOUR)).isEqualTo(40 * DAY + 4 * HOUR);
  }

  @Test
  void aClockThatJumpsBackIsBelievedAtOnceAndItsReturnOnlyAfterAnHour() {
    for (long passed = 0; passed <= 2 * HOUR; passed += 10) {
      look(50 * DAY + passed, passed);
    }
    assertThat(look(10 * DAY, 2 * HOUR + 1)).isEqualTo(10 * DAY);
    assertThat(look(50 * DAY + 2 * HOUR + 2, 2 * HOUR + 2)).isEqualTo(10 * DAY + 1);
    assertThat(look(50 * DAY + 4 * HOUR, 4 * HOUR)).isEqualTo(50 * DAY + 4 * HOUR);
  }

  @Test
  void whateverTheClockDoesNothingIsOlderThanAtEachLookOfTheLastHour() {
    Random random = new Random(19);
    long[] wall = new long[5_000];
    for (int i = 0; i < wall.length; i++) {
      wall[i] = random.nextInt(10) == 0 ? random.nextInt(1_000_000) : 500_000 + i;
      long time = look(wall[i], i);
      for (int j = Math.max(0, i - (int) HOUR); j <= i; j++) {
        assertThat(time).isLessThanOrEqualTo(wall[j] + i - j);
      }
    }
  }
}
