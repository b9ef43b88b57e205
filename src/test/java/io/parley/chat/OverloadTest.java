package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.app.Defaults;
import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryPresence;
import io.parley.worker.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Where a room has too much to deliver, its senders wait for its members. */
class OverloadTest {
  private static final RoomName TEA = new RoomName("tea");

  /** Every message is too much, so that its sender waits for its delivery. */
  private final Rooms rooms =
      new Rooms(
          DirectBroker.create(Defaults.memoryLimits()),
          new MemoryPresence(),
          RoomAccess.EVERYBODY,
          Defaults.roomLimits(),
          new Workers(),
          new DeliveryBudget(new DeliveryBudget.Cost(1, 1), DeliveryBudget.Cost.NONE, 0));

  private final Connected ann = new Connected("ann");
  private final Connected bob = new Connected("bob");
  private final Membership sending = rooms.join(TEA, ann);

  /** A member whose connection takes what it is delivered at once or later. */
  private static final class Connected implements Member {
    private final String id;
    private final List<String> heard = new ArrayList<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();
    private final List<CompletionStage<?>> holds = new ArrayList<>();
    private boolean behind;

    Connected(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public void deliver(StoredMessage storedMessage) {
      heard.add(((Payload.Text) storedMessage.message().payload()).text());
    }

    @Override
    public boolean isBehind() {
      return behind;
    }

    @Override
    public void whenTaken(Runnable task) {
      waiting.add(task);
    }

    @Override
    public void slowDown(CompletionStage<?> until) {
      holds.add(until);
    }

    void takes() {
      behind = false;
      waiting.forEach(Runnable::run);
    }
  }

  private CompletableFuture<Position> say(String text) {
    return sending.publish(Payload.text(text)).toCompletableFuture();
  }

  private boolean isHeld() {
    return ann.holds.stream().anyMatch(hold -> !hold.toCompletableFuture().isDone());
  }

  @Test
  void aSenderIsHeldUntilTheMembersHaveWhatItSaid() {
    rooms.join(TEA, bob);
    bob.behind = true;
    CompletableFuture<Position> answer = say("hi");
    assertThat(bob.heard).containsExactly("hi");
    assertThat(isHeld()).isTrue();
    assertThat(answer).isNotDone();
    assertThat(rooms.statistics().messages()).isZero();
    bob.takes();
    assertThat(answer).isDone();
    assertThat(isHeld()).isFalse();
    assertThat(rooms.statistics().messages()).isOne();
  }

  @Test
  void nobodyWaitsForAMemberThatLeaves() {
    Membership leaving = rooms.join(TEA, bob);
    bob.behind = true;
    CompletableFuture<Position> answer = say("hi");
    assertThat(answer).isNotDone();
    leaving.leave();
    assertThat(answer).isDone();
    assertThat(isHeld()).isFalse();
  }

  /** It takes nothing ever. */
  @Test
  void aMemberThatDoesNotReadIsWaitedForOnceOnly() {
    rooms.join(TEA, bob);
    bob.behind = true;
    CompletableFuture<Position> first = say("hi");
    assertThat(first).isNotDone();
    Listener.await(first::isDone);
    assertThat(say("there")).isDone();
    assertThat(isHeld()).isFalse();
    assertThat(bob.heard).containsExactly("hi", "there");
  }

  @Test
  void theSenderGoesOnWhenTheRoomCloses() {
    ann.behind = true;
    CompletableFuture<Position> answer = say("hi");
    assertThat(isHeld()).isTrue();
    sending.leave();
    assertThat(answer).isDone();
    assertThat(isHeld()).isFalse();
  }

  @Test
  void aSubscriberThatCatchesUpIsNotWaitedFor() {
    Listener listener = Listener.atHead(rooms, TEA, "cat");
    assertThat(listener.roomSubscription.isBehind()).isFalse();
    listener.behind = true;
    assertThat(listener.roomSubscription.isBehind()).isTrue();
    Listener late = new Listener(rooms, TEA, "dog", "dog's session");
    late.behind = true;
    assertThat(late.roomSubscription.isBehind()).isFalse();
    listener.roomSubscription.leave();
    assertThat(listener.roomSubscription.isBehind()).isFalse();
  }
}
