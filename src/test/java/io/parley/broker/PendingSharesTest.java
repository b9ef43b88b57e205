package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.RoomName;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingSharesTest {
  private static final RoomName FLOOD = new RoomName("flood");
  private static final RoomName TEA = new RoomName("tea");

  private final PendingShares shares = new PendingShares(16, 1_000);

  private long taken(RoomName room, long cost) {
    return IntStream.range(0, 100).takeWhile(i -> shares.take(room, cost)).count();
  }

  private CompletableFuture<?> space(RoomName room) {
    return shares.busy(room).space().toCompletableFuture();
  }

  @Test
  void aRoomMayHaveAsManyAsItLeaves() {
    assertThat(taken(FLOOD, 1)).isEqualTo(8);
    assertThat(taken(TEA, 1)).isEqualTo(4);
    assertThat(taken(new RoomName("milk"), 1)).isEqualTo(2);
  }

  @Test
  void andAsManyBytes() {
    assertThat(taken(FLOOD, 100)).isEqualTo(5);
    assertThat(taken(TEA, 100)).isEqualTo(2);
  }

  @Test
  void aRoomThatHasNoneMayHaveWhatIsLeft() {
    assertThat(taken(FLOOD, 100)).isEqualTo(5);
    assertThat(shares.take(TEA, 501)).isFalse();
    assertThat(shares.take(TEA, 500)).isTrue();
    assertThat(shares.take(new RoomName("milk"), 1)).isFalse();
  }

  @Test
  void whatIsLargerThanAllIsTakenAlone() {
    assertThat(shares.take(TEA, 5_000)).isTrue();
    assertThat(shares.take(FLOOD, 1)).isFalse();
    shares.free(TEA, 5_000);
    assertThat(shares.take(FLOOD, 5_000)).isTrue();
  }

  @Test
  void aRoomAwaitsTheEndOfOneOfItsOwn() {
    taken(FLOOD, 1);
    taken(TEA, 1);
    CompletableFuture<?> space = space(FLOOD);
    shares.free(TEA, 1);
    assertThat(space).isNotDone();
    shares.free(FLOOD, 1);
    assertThat(space).isDone();
    shares.free(FLOOD, 1);
    shares.free(FLOOD, 1);
    assertThat(taken(FLOOD, 1)).isEqualTo(1);
  }

  @Test
  void aRoomThatHasNoneAwaitsTheOthers() {
    assertThat(shares.take(FLOOD, 1_000)).isTrue();
    assertThat(shares.take(TEA, 1)).isFalse();
    CompletableFuture<?> space = space(TEA);
    assertThat(space).isNotDone();
    shares.free(FLOOD, 1_000);
    assertThat(space).isDone();
  }

  @Test
  void everybodyIsToldAtTheClose() {
    assertThat(shares.take(FLOOD, 1_000)).isTrue();
    CompletableFuture<?> own = space(FLOOD);
    CompletableFuture<?> other = space(TEA);
    shares.close();
    assertThat(own).isDone();
    assertThat(other).isDone();
    assertThat(space(FLOOD)).isDone();
    shares.free(FLOOD, 1_000);
    assertThat(space(TEA)).isDone();
  }
}
