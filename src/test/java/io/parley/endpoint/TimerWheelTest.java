package io.parley.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The time is the tests' own. */
class TimerWheelTest {
  private static final long START = 1_000_003;
  private static final long RESOLUTION = 250;
  private static final long TURN = RESOLUTION * TimerWheel.SLOTS;

  private final TimerWheel wheel = new TimerWheel(RESOLUTION, START);
  private final List<String> ran = new ArrayList<>();

  private TimerWheel.Timeout schedule(String name, long at) {
    return wheel.schedule(at, () -> ran.add(name));
  }

  @Test
  void aTaskRunsOnceWhenItsTimeHasComeAndNotBefore() {
    schedule("a", START + 1_000);
    wheel.advance(START + 999);
    assertThat(ran).isEmpty();
    wheel.advance(START + 1_000);
    wheel.advance(START + 2_000);
    assertThat(ran).containsExactly("a");
    assertThat(wheel.waiting()).isZero();
  }

  @Test
  void aTaskOfThePastRunsAtTheNextCall() {
    schedule("past", START - 5_000);
    schedule("now", START);
    wheel.advance(START + 1);
    assertThat(ran).containsExactlyInAnyOrder("past", "now");
  }

  @Test
  void aCancelledTaskNeverRuns() {
    TimerWheel.Timeout timeout = schedule("a", START + 1_000);
    schedule("b", START + 1_000);
    timeout.cancel();
    timeout.cancel();
    wheel.advance(START + 5_000);
    assertThat(ran).containsExactly("b");
    TimerWheel.Timeout late = schedule("past", START - 1);
    late.cancel();
    wheel.advance(START + 6_000);
    assertThat(ran).containsExactly("b");
    assertThat(wheel.waiting()).isZero();
  }

  @Test
  void aTaskAfterManyTurnsOfTheWheelWaitsForItsOwn() {
    schedule("far", START + 3 * TURN + 10);
    for (long now = START; now < START + 3 * TURN; now += RESOLUTION) {
      wheel.advance(now);
    }
    assertThat(ran).isEmpty();
    wheel.advance(START + 3 * TURN + RESOLUTION);
    assertThat(ran).containsExactly("far");
  }

  @Test
  void aClockThatJumpsForwardRunsAllThatIsDue() {
    schedule("near", START + 500);
    schedule("far", START + 5 * TURN);
    schedule("later", START + 9 * TURN);
    wheel.advance(START + 6 * TURN + 77);
    assertThat(ran).containsExactlyInAnyOrder("near", "far");
    wheel.advance(START + 9 * TURN);
    assertThat(ran).contains("later");
  }

  @Test
  void aClockThatJumpsBackRunsNothingTwiceAndNothingEarly() {
    schedule("a", START + 1_000);
    schedule("b", START + 10_000);
    wheel.advance(START + 5_000);
    wheel.advance(START - 100_000);
    schedule("c", START - 50_000);
    wheel.advance(START - 60_000);
    assertThat(ran).containsExactly("a");
    wheel.advance(START - 49_000);
    wheel.advance(START + 11_000);
    assertThat(ran).containsExactly("a", "c", "b");
  }

  @Test
  void aTaskThatThrowsKeepsNoOtherFromRunning() {
    wheel.schedule(
        START + 10,
        () -> {
          throw new IllegalStateException("bad");
        });
    schedule("a", START + 10);
    schedule("b", START + 20);
    assertThatThrownBy(() -> wheel.advance(START + 1_000)).hasMessage("bad");
    assertThat(ran).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aTaskMaySchedule() {
    wheel.schedule(START + 10, () -> schedule("second", START + 300));
    wheel.advance(START + 250);
    wheel.advance(START + 500);
    assertThat(ran).containsExactly("second");
  }

  /** Ten thousand tasks at random times, some of them cancelled, with calls at random times. */
  @Test
  void noTaskIsLostOrEarlyOrLateByMoreThanASlot() {
    Random random = new Random(20261127);
    TreeMap<Integer, Long> due = new TreeMap<>();
    TreeMap<Integer, Long> at = new TreeMap<>();
    long[] now = {START};
    for (int i = 0; i < 10_000; i++) {
      int id = i;
      long time = START + random.nextLong(4 * TURN);
      TimerWheel.Timeout timeout = wheel.schedule(time, () -> at.put(id, now[0]));
      if (random.nextInt(5) == 0) {
        timeout.cancel();
      } else {
        due.put(id, time);
      }
    }
    while (now[0] < START + 4 * TURN) {
      now[0] += 1 + random.nextInt((int) RESOLUTION);
      wheel.advance(now[0]);
    }
    assertThat(at.keySet()).isEqualTo(due.keySet());
    at.forEach((id, time) -> assertThat(time - due.get(id)).isBetween(0L, RESOLUTION));
    assertThat(wheel.waiting()).isZero();
  }
}
