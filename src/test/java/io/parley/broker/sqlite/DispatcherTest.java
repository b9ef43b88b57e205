package io.parley.broker.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.broker.Subscriber;
import io.parley.chat.RoomName;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for a room that has no row, or is about to lose it. */
class DispatcherTest {
  private static final RoomName TEA = new RoomName("tea");

  private volatile String storeEpoch = "first";
  private final Dispatcher dispatcher =
      new Dispatcher("lane", new AppendQueue(Duration.ZERO), new Workers(), () -> storeEpoch);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  @Test
  void aRoomThatIsListenedToKeepsItsEpochAndIsNotForgotten() {
    Subscriber subscriber = dispatcher.add(TEA, storedMessage -> {});
    storeEpoch = "second";
    assertThat(dispatcher.epoch(TEA)).contains("first");
    assertThat(dispatcher.begin(TEA, "third")).isEqualTo("first");
    dispatcher.began(TEA);
    assertThat(dispatcher.claim(TEA)).isFalse();

    dispatcher.remove(TEA, subscriber);
    assertThat(dispatcher.epoch(TEA)).isEmpty();
    assertThat(dispatcher.claim(TEA)).isTrue();
  }

  @Test
  void whoComesWhileARoomIsForgottenIsPromisedWhatHoldsAfterwards() {
    assertThat(dispatcher.claim(TEA)).isTrue();
    dispatcher.add(TEA, storedMessage -> {});
    CompletionStage<Void> settled = dispatcher.settled(TEA);
    assertThat(dispatcher.epoch(TEA)).isEmpty();
    assertThat(settled.toCompletableFuture()).isNotDone();

    storeEpoch = "second";
    dispatcher.release(TEA);
    assertThat(settled.toCompletableFuture()).isDone();
    assertThat(dispatcher.epoch(TEA)).contains("second");
  }

  @Test
  void whoComesWhileARowIsMadeIsPromisedTheEpochOfTheRow() {
    assertThat(dispatcher.begin(TEA, "of the row")).isEqualTo("of the row");
    dispatcher.add(TEA, storedMessage -> {});
    dispatcher.began(TEA);
    assertThat(dispatcher.epoch(TEA)).contains("of the row");
  }

  @Test
  void nothingIsKeptOfARoomThatNobodyListensTo() {
    dispatcher.begin(TEA, "of the row");
    dispatcher.began(TEA);
    assertThat(dispatcher.epoch(TEA)).isEmpty();
    assertThat(dispatcher.settled(TEA).toCompletableFuture()).isDone();
  }
}
