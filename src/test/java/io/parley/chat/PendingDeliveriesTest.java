package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.DeliveryBudget.Cost;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingDeliveriesTest {
  /** A room of ten members may have two of these; one more is too many. */
  private static final Cost MESSAGE = Cost.of(10, 100);

  private final DeliveryBudget budget = new DeliveryBudget(new Cost(60, 1_000_000), Cost.NONE, 0);
  private final Queue<Runnable> ticks = new ArrayDeque<>();
  private final PendingDeliveries room = new PendingDeliveries(budget, ticks::add);

  /** Three messages of a room are written together. */
  private final DeliveryBudget joining = new DeliveryBudget(new Cost(60, 1_000_000), Cost.NONE, 3);

  private final PendingDeliveries together = new PendingDeliveries(joining, ticks::add);

  private static final class Sender implements Member {
    private final List<CompletionStage<?>> holds = new ArrayList<>();

    @Override
    public String id() {
      return "sender";
    }

    @Override
    public void deliver(StoredMessage storedMessage) {}

    @Override
    public void slowDown(CompletionStage<?> until) {
      holds.add(until);
    }

    boolean isHeld() {
      return holds.stream().anyMatch(hold -> !hold.toCompletableFuture().isDone());
    }
  }

  private static Position at(long offset) {
    return new Position("a", offset);
  }

  /** A message of a sender of its own, which is stored at once. */
  private Sender stored(long offset) {
    return stored(room, offset, MESSAGE);
  }

  private static Sender stored(PendingDeliveries room, long offset, Cost cost) {
    Sender sender = new Sender();
    room.add(CompletableFuture.completedFuture(at(offset)), cost, sender);
    return sender;
  }

  /** The senders of ten messages; each costs more than the room may have. */
  private static List<Sender> tooLarge(PendingDeliveries room, int bytes) {
    return IntStream.rangeClosed(1, 10)
        .mapToObj(i -> stored(room, i, Cost.of(100, bytes)))
        .toList();
  }

  private static long held(List<Sender> senders) {
    return senders.stream().filter(Sender::isHeld).count();
  }

  @Test
  void nobodyIsHeldWhileFewArePending() {
    CompletableFuture<Position> storing = new CompletableFuture<>();
    Sender sender = new Sender();
    assertThat(room.add(storing, MESSAGE, sender)).isSameAs(storing);
    assertThat(stored(2).holds).isEmpty();
    assertThat(sender.holds).isEmpty();
  }

  @Test
  void whoPublishesTooMuchIsHeldAndAnsweredOnceItIsDelivered() {
    stored(1);
    stored(2);
    Sender sender = new Sender();
    CompletableFuture<Position> storing = new CompletableFuture<>();
    CompletableFuture<Position> answer = room.add(storing, MESSAGE, sender).toCompletableFuture();
    assertThat(sender.isHeld()).isTrue();
    storing.complete(at(3));
    room.delivered(at(2));
    assertThat(sender.isHeld()).isTrue();
    assertThat(answer).isNotDone();
    room.delivered(at(3));
    assertThat(sender.isHeld()).isFalse();
    assertThat(answer).isCompletedWithValue(at(3));
    assertThat(stored(4).holds).isEmpty();
  }

  @Test
  void aMessageThatWasDeliveredBeforeItsAnswerHoldsNobody() {
    stored(1);
    stored(2);
    room.delivered(at(3));
    CompletableFuture<Position> storing = new CompletableFuture<>();
    IntStream.range(0, 3).forEach(i -> room.add(storing, MESSAGE, new Sender()));
    storing.complete(at(3));
    assertThat(stored(4).holds).isEmpty();
  }

  @Test
  void whatIsNotStoredHoldsNobody() {
    Sender sender = new Sender();
    Cost large = Cost.of(100, 1);
    CompletableFuture<Position> storing = new CompletableFuture<>();
    CompletableFuture<Position> answer = room.add(storing, large, sender).toCompletableFuture();
    assertThat(sender.isHeld()).isTrue();
    storing.completeExceptionally(new IllegalStateException("full"));
    assertThat(sender.isHeld()).isFalse();
    assertThat(answer).isCompletedExceptionally();
    assertThat(stored(1).holds).isEmpty();
  }

  /** Else as many as there are senders would be pending again at once. */
  @Test
  void noMoreGoOnThanThereIsSpaceFor() {
    List<Sender> senders = IntStream.rangeClosed(1, 10).mapToObj(this::stored).toList();
    assertThat(held(senders)).isEqualTo(8);
    room.delivered(at(10));
    assertThat(held(senders)).isEqualTo(6);
    assertThat(senders.get(2).isHeld() || senders.get(3).isHeld()).isFalse();
    // They sent nothing, so others may.
    ticks.remove().run();
    assertThat(held(senders)).isEqualTo(4);
    ticks.remove().run();
    assertThat(held(senders)).isEqualTo(2);
  }

  @Test
  void twoMayBePendingInAnyCase() {
    List<Sender> senders = tooLarge(room, 1);
    room.delivered(at(8));
    assertThat(held(senders)).isEqualTo(10);
    room.delivered(at(9));
    assertThat(held(senders)).isEqualTo(9);
    room.delivered(at(10));
    assertThat(held(senders)).isEqualTo(7);
  }

  @Test
  void aHalfOfThoseWrittenTogetherHoldNobody() {
    PendingDeliveries large =
        new PendingDeliveries(new DeliveryBudget(new Cost(60, 1_000_000), Cost.NONE, 8));
    List<Sender> senders = tooLarge(large, 1);
    assertThat(senders.subList(0, 4)).noneMatch(Sender::isHeld);
    assertThat(senders.subList(4, 10)).allMatch(Sender::isHeld);
  }

  @Test
  void asManyGoOnAsAreWrittenTogether() {
    List<Sender> senders = tooLarge(together, 1);
    together.delivered(at(8));
    assertThat(held(senders)).isEqualTo(8);
    together.delivered(at(9));
    assertThat(held(senders)).isEqualTo(6);
    together.delivered(at(10));
    assertThat(held(senders)).isEqualTo(3);
  }

  @Test
  void theBytesOfThoseWrittenTogetherAreBounded() {
    List<Sender> senders = tooLarge(together, 100_000);
    together.delivered(at(10));
    assertThat(held(senders)).isEqualTo(8);
  }

  @Test
  void fewerAreWrittenTogetherWhereOtherRoomsLeaveLessThanAHalf() {
    stored(new PendingDeliveries(joining), 1, new Cost(31, 0));
    List<Sender> senders = tooLarge(together, 1);
    together.delivered(at(10));
    assertThat(held(senders)).isEqualTo(8);
  }

  @Test
  void otherRoomsLeaveLess() {
    PendingDeliveries other = new PendingDeliveries(budget);
    stored(other, 1, MESSAGE);
    stored(other, 2, MESSAGE);
    assertThat(stored(1).isHeld()).isFalse();
    assertThat(stored(2).isHeld()).isTrue();
  }

  @Test
  void howeverMuchOthersHaveASmallRoomIsNotHeld() {
    DeliveryBudget overdrawn = new DeliveryBudget(new Cost(60, 1_000), new Cost(4, 100), 0);
    stored(new PendingDeliveries(overdrawn), 1, new Cost(900, 900_000));
    PendingDeliveries small = new PendingDeliveries(overdrawn);
    assertThat(stored(small, 1, new Cost(2, 50)).isHeld()).isFalse();
    assertThat(stored(small, 2, new Cost(2, 50)).isHeld()).isFalse();
    assertThat(stored(small, 3, new Cost(1, 0)).isHeld()).isTrue();
    PendingDeliveries large = new PendingDeliveries(overdrawn);
    assertThat(stored(large, 1, new Cost(1, 101)).isHeld()).isTrue();
  }

  @Test
  void bytesCountToo() {
    assertThat(stored(room, 1, new Cost(1, 333_000)).isHeld()).isFalse();
    assertThat(stored(room, 2, new Cost(1, 333_000)).isHeld()).isTrue();
  }

  @Test
  void allGoOnWhereTheLogGoesOnElsewhere() {
    List<Sender> senders = IntStream.rangeClosed(1, 3).mapToObj(this::stored).toList();
    room.delivered(new Position("b", 1));
    assertThat(held(senders)).isZero();
  }

  @Test
  void allGoOnWhenTheRoomCloses() {
    List<Sender> senders = IntStream.rangeClosed(1, 10).mapToObj(this::stored).toList();
    CompletableFuture<Position> storing = new CompletableFuture<>();
    Sender last = new Sender();
    room.add(storing, MESSAGE, last);
    room.close();
    assertThat(held(senders)).isZero();
    storing.complete(at(11));
    assertThat(last.isHeld()).isFalse();
    assertThat(budget.permits(1, Cost.of(30, 0))).isTrue();
  }
}
