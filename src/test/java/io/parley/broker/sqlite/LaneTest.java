package io.parley.broker.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.broker.Listening;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is promised of a room that has no row, or is about to lose it. */
class LaneTest {
  private static final RoomName TEA = new RoomName("tea");

  private volatile String storeEpoch = "first";
  private final Lane lane =
      new Lane("lane", new Intake(Duration.ZERO), new Workers(), () -> storeEpoch);

  @AfterEach
  void close() {
    lane.close();
  }

  @Test
  void aRoomThatIsListenedToKeepsItsEpochAndIsNotForgotten() {
    Listening listening = lane.add(TEA, committed -> {});
    storeEpoch = "second";
    assertThat(lane.epoch(TEA)).contains("first");
    assertThat(lane.begin(TEA, "third")).isEqualTo("first");
    lane.began(TEA);
    assertThat(lane.claim(TEA)).isFalse();

    lane.remove(TEA, listening);
    assertThat(lane.epoch(TEA)).isEmpty();
    assertThat(lane.claim(TEA)).isTrue();
  }

  @Test
  void whoComesWhileARoomIsForgottenIsPromisedWhatHoldsAfterwards() {
    assertThat(lane.claim(TEA)).isTrue();
    lane.add(TEA, committed -> {});
    CompletionStage<Void> settled = lane.settled(TEA);
    assertThat(lane.epoch(TEA)).isEmpty();
    assertThat(settled.toCompletableFuture()).isNotDone();

    storeEpoch = "second";
    lane.release(TEA);
    assertThat(settled.toCompletableFuture()).isDone();
    assertThat(lane.epoch(TEA)).contains("second");
  }

  @Test
  void whoComesWhileARowIsMadeIsPromisedTheEpochOfTheRow() {
    assertThat(lane.begin(TEA, "of the row")).isEqualTo("of the row");
    lane.add(TEA, committed -> {});
    lane.began(TEA);
    assertThat(lane.epoch(TEA)).contains("of the row");
  }

  @Test
  void nothingIsKeptOfARoomThatNobodyListensTo() {
    lane.begin(TEA, "of the row");
    lane.began(TEA);
    assertThat(lane.epoch(TEA)).isEmpty();
    assertThat(lane.settled(TEA).toCompletableFuture()).isDone();
  }
}
