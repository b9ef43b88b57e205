package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingLimitTest {
  private final PendingLimit limit = new PendingLimit(16, 1_000);

  private CompletableFuture<?> space() {
    return limit.busy().space().toCompletableFuture();
  }

  private boolean take(int times, long cost) {
    return IntStream.range(0, times).allMatch(i -> limit.take(cost));
  }

  @Test
  void whoIsRefusedIsToldOnceAnEighthIsFree() {
    assertThat(take(16, 1)).isTrue();
    assertThat(limit.take(1)).isFalse();
    CompletableFuture<?> space = space();
    limit.free(1);
    assertThat(space).isNotDone();
    limit.free(1);
    assertThat(space).isDone();
    assertThat(limit.count()).isEqualTo(14);
  }

  @Test
  void anEighthOfTheBytesHasToBeFreeToo() {
    assertThat(take(2, 450)).isTrue();
    assertThat(take(5, 20)).isTrue();
    assertThat(limit.take(1)).isFalse();
    CompletableFuture<?> space = space();
    IntStream.range(0, 5).forEach(i -> limit.free(20));
    assertThat(space).isNotDone();
    limit.free(450);
    assertThat(space).isDone();
    assertThat(limit.bytes()).isEqualTo(450);
  }

  @Test
  void whatIsLargerThanAllIsTakenAlone() {
    assertThat(limit.take(5_000)).isTrue();
    assertThat(limit.take(1)).isFalse();
    CompletableFuture<?> space = space();
    limit.free(5_000);
    assertThat(space).isDone();
    assertThat(limit.take(5_000)).isTrue();
  }

  /** A message may be larger than what is free when others are told: it waits for more. */
  @Test
  void whoIsRefusedWaitsForWhatIsFreedLater() {
    assertThat(take(1, 800)).isTrue();
    assertThat(limit.take(500)).isFalse();
    CompletableFuture<?> space = space();
    assertThat(space).isNotDone();
    limit.free(800);
    assertThat(space).isDone();
    assertThat(space()).isDone();
  }

  @Test
  void aSmallOneHasSpaceWhenOneIsFree() {
    PendingLimit small = new PendingLimit(1, 10);
    assertThat(small.take(1)).isTrue();
    CompletableFuture<?> space = small.busy().space().toCompletableFuture();
    small.free(1);
    assertThat(space).isDone();
  }

  @Test
  void everybodyIsToldAtTheClose() {
    assertThat(take(16, 1)).isTrue();
    CompletableFuture<?> space = space();
    limit.close();
    assertThat(space).isDone();
    assertThat(space()).isDone();
  }
}
