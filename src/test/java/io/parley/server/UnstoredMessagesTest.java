package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnstoredMessagesTest {
  private static final Runnable GO_ON = Thread::onSpinWait;
  private final UnstoredMessages unstoredMessages = new UnstoredMessages();

  private void add(int count) {
    IntStream.range(0, count).forEach(i -> unstoredMessages.add());
  }

  @Test
  void nothingIsHeldWhileFewerWait() {
    add(3);
    assertThat(unstoredMessages.holds(GO_ON, 4)).isFalse();
    assertThat(unstoredMessages.remove(4)).isEmpty();
  }

  @Test
  void whatIsHeldGoesOnOnceHalfIsStored() {
    add(4);
    assertThat(unstoredMessages.holds(GO_ON, 4)).isTrue();
    assertThat(unstoredMessages.remove(4)).isEmpty();
    assertThat(unstoredMessages.remove(4)).contains(GO_ON);
    assertThat(unstoredMessages.remove(4)).isEmpty();
  }

  @Test
  void aHoldStopsItWhateverWaits() {
    add(1);
    unstoredMessages.hold();
    unstoredMessages.hold();
    assertThat(unstoredMessages.holds(GO_ON, 32)).isTrue();
    assertThat(unstoredMessages.remove(32)).isEmpty();
    assertThat(unstoredMessages.release(32)).isEmpty();
    assertThat(unstoredMessages.release(32)).contains(GO_ON);
    assertThat(unstoredMessages.holds(GO_ON, 32)).isFalse();
  }

  @Test
  void afterAHoldTheLimitStillHolds() {
    add(20);
    unstoredMessages.hold();
    assertThat(unstoredMessages.holds(GO_ON, 32)).isTrue();
    assertThat(unstoredMessages.release(32)).isEmpty();
    IntStream.range(0, 3).forEach(i -> assertThat(unstoredMessages.remove(32)).isEmpty());
    assertThat(unstoredMessages.remove(32)).contains(GO_ON);
  }

  /** Less may wait meanwhile than when it was held. */
  @Test
  void whatIsHeldGoesOnWhenNothingWaits() {
    add(2);
    assertThat(unstoredMessages.holds(GO_ON, 1)).isTrue();
    assertThat(unstoredMessages.remove(1)).isEmpty();
    assertThat(unstoredMessages.remove(1)).contains(GO_ON);
  }
}
