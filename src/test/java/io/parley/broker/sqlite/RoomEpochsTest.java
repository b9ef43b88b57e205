package io.parley.broker.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.RoomName;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What holds for a room that has no row, or is about to lose it. */
class RoomEpochsTest {
  private static final RoomName TEA = new RoomName("tea");

  private final RoomEpochs epochs = new RoomEpochs("first");

  @Test
  void aRoomThatIsListenedToKeepsItsEpochAndIsNotForgotten() {
    epochs.subscribe(TEA);
    epochs.storeEpoch("second");
    assertThat(epochs.epoch(TEA)).contains("first");
    assertThat(epochs.begin(TEA, "third")).isEqualTo("first");
    epochs.began(TEA);
    assertThat(epochs.claim(TEA)).isFalse();

    epochs.unsubscribe(TEA);
    assertThat(epochs.epoch(TEA)).isEmpty();
    assertThat(epochs.claim(TEA)).isTrue();
  }

  @Test
  void whoComesWhileARoomIsForgottenIsPromisedWhatHoldsAfterwards() {
    assertThat(epochs.claim(TEA)).isTrue();
    epochs.subscribe(TEA);
    CompletionStage<Void> settled = epochs.settled(TEA);
    assertThat(epochs.epoch(TEA)).isEmpty();
    assertThat(settled.toCompletableFuture()).isNotDone();

    epochs.storeEpoch("second");
    epochs.release(TEA);
    assertThat(settled.toCompletableFuture()).isDone();
    assertThat(epochs.epoch(TEA)).contains("second");
  }

  @Test
  void whoComesWhileARowIsMadeIsPromisedTheEpochOfTheRow() {
    assertThat(epochs.begin(TEA, "of the row")).isEqualTo("of the row");
    epochs.subscribe(TEA);
    epochs.began(TEA);
    assertThat(epochs.epoch(TEA)).contains("of the row");
  }

  @Test
  void nothingIsKeptOfARoomThatNobodyListensTo() {
    epochs.begin(TEA, "of the row");
    epochs.began(TEA);
    assertThat(epochs.epoch(TEA)).isEmpty();
    assertThat(epochs.settled(TEA).toCompletableFuture()).isDone();
  }
}
