package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnstoredTest {
  private static final Runnable GO_ON = Thread::onSpinWait;
  private final Unstored unstored = new Unstored();

  private void add(int count) {
    IntStream.range(0, count).forEach(i -> unstored.add());
  }

  @Test
  void nothingIsHeldWhileFewerWait() {
    add(3);
    assertThat(unstored.holds(GO_ON, 4)).isFalse();
    assertThat(unstored.remove(4)).isEmpty();
  }

  @Test
  void whatIsHeldGoesOnOnceHalfIsStored() {
    add(4);
    assertThat(unstored.holds(GO_ON, 4)).isTrue();
    assertThat(unstored.remove(4)).isEmpty();
    assertThat(unstored.remove(4)).contains(GO_ON);
    assertThat(unstored.remove(4)).isEmpty();
  }

  /** Less may wait meanwhile than when it was held. */
  @Test
  void whatIsHeldGoesOnWhenNothingWaits() {
    add(2);
    assertThat(unstored.holds(GO_ON, 1)).isTrue();
    assertThat(unstored.remove(1)).isEmpty();
    assertThat(unstored.remove(1)).contains(GO_ON);
  }
}
