package io.parley.redisjudge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The judge itself: each fault that it has to see, and that it sees none where there is none. */
class TranscriptTest {
  private final Transcript transcript = new Transcript("r");

  private void read(String epoch, int first, int last) {
    transcript.begin(new LogPosition("E1", 0));
    for (int i = first; i <= last; i++) {
      transcript.message(new LogPosition(epoch, i), epoch + i);
    }
  }

  private List<String> judge(int e1, int e2) {
    SortedMap<Long, String> log = new TreeMap<>();
    for (long i = 1; i <= e2; i++) {
      log.put(i, (i <= e1 ? "E1" : "E2") + i);
    }
    return transcript.judge(log);
  }

  private void gap(int from, int to, OptionalLong missed) {
    transcript.gap(new LogPosition("E1", from), new LogPosition("E2", to), missed);
  }

  @Test
  void aCompleteLogInOrderIsRight() {
    read("E1", 1, 5);
    assertThat(judge(5, 5)).isEmpty();
  }

  @Test
  void anotherGenerationThatGoesOnIsRight() {
    read("E1", 1, 5);
    read("E2", 6, 8);
    assertThat(judge(5, 8)).isEmpty();
  }

  @Test
  void aForkThatIsToldWithItsCountIsRight() {
    read("E1", 1, 8);
    gap(8, 5, OptionalLong.of(3));
    read("E2", 6, 7);
    assertThat(judge(5, 7)).isEmpty();
    assertThat(transcript.takenBack()).isEqualTo(3);
  }

  @Test
  void aForkThatIsNotToldIsSeen() {
    read("E1", 1, 8);
    read("E1", 9, 9);
    assertThat(judge(5, 9)).hasSizeGreaterThan(2);
  }

  @Test
  void aForkWithAnotherCountIsSeen() {
    read("E1", 1, 8);
    gap(8, 5, OptionalLong.of(2));
    gap(5, 5, OptionalLong.empty());
    assertThat(judge(5, 5)).hasSize(2);
  }

  @Test
  void aHoleIsSeen() {
    read("E1", 1, 3);
    read("E1", 5, 6);
    assertThat(judge(6, 6)).hasSize(2);
  }

  @Test
  void aMessageThatComesTwiceIsSeen() {
    read("E1", 1, 3);
    read("E1", 3, 4);
    assertThat(judge(4, 4)).hasSize(1);
  }

  @Test
  void aMessageThatNeverCameIsSeen() {
    read("E1", 1, 3);
    assertThat(judge(4, 4)).hasSize(1);
  }

  @Test
  void aMessageThatRedisDoesNotHaveIsSeen() {
    read("E1", 1, 4);
    assertThat(judge(3, 3)).hasSize(1);
  }

  @Test
  void aGapOverMessagesThatRedisHasIsSeen() {
    read("E1", 1, 3);
    gap(3, 5, OptionalLong.of(2));
    read("E2", 6, 7);
    assertThat(judge(3, 7)).hasSize(2);
  }
}
