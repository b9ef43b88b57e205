package io.parley.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.broker.PresenceContract;
import io.parley.chat.BusyException;
import io.parley.chat.MemberInfo;
import io.parley.chat.Presence;
import io.parley.chat.RoomName;
import io.parley.chat.StageFailure;
import io.parley.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MemoryPresenceTest extends PresenceContract {
  private static final RoomName TEA = new RoomName("tea");
  private static final RoomName COFFEE = new RoomName("coffee");

  @Override
  protected Supplier<Presence> shared(Duration grace) {
    PresenceState state =
        new PresenceState(new Workers(), MOST_ABSENT, MemoryPresence.MOST_WAITING);
    return () -> new MemoryPresence(state, grace);
  }

  /** The state's thread does nothing meanwhile, since a listener blocks it. */
  @Test
  void whereTooManyCallsWaitEntriesAndListsAreBusyAtOnceAndLeavingIsNot() {
    PresenceState state = new PresenceState(new Workers(), MOST_ABSENT, 8);
    MemoryPresence presence = new MemoryPresence(state, GRACE);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    done(
        presence.subscribe(
            COFFEE,
            change -> {
              begun.countDown();
              awaitQuietly(goOn);
            }));
    presence.enter(COFFEE, new MemberInfo("ann", ""), "s", 1);
    awaitQuietly(begun);
    // The stage of Ann's entry waits, too.
    List<CompletionStage<?>> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      taken.add(presence.enter(TEA, new MemberInfo("m" + i, ""), "s", 1));
    }
    CompletionStage<?> space = busy(presence.list(TEA, 1)).space();
    for (int i = 3; i < 7; i++) {
      taken.add(presence.enter(TEA, new MemberInfo("m" + i, ""), "s", 1));
    }
    busy(presence.enter(TEA, new MemberInfo("m7", ""), "s", 1));
    taken.add(presence.leave(TEA, "m0", "s"));
    taken.add(presence.absent(TEA, "m1", "s", Duration.ofMinutes(10)));
    assertThat(presence.leave(TEA, "m7", "s")).isCompleted();
    assertThat(taken).allMatch(stage -> !stage.toCompletableFuture().isDone());
    assertThat(space.toCompletableFuture()).isNotDone();
    goOn.countDown();
    done(space);
    taken.forEach(MemoryPresenceTest::done);
    assertThat(done(presence.list(TEA, 1)).total()).isEqualTo(6);
    assertThat(done(presence.enter(TEA, new MemberInfo("m7", ""), "s", 1)).total()).isEqualTo(7);
    presence.close();
  }

  /** The change was made before the subscription ended, and its turn comes later. */
  @Test
  void whatWaitsIsNotToldAfterTheSubscriptionIsCancelled() {
    MemoryPresence presence = new MemoryPresence();
    CountDownLatch goOn = new CountDownLatch(1);
    List<Presence.Change> told = new CopyOnWriteArrayList<>();
    done(presence.subscribe(COFFEE, change -> awaitQuietly(goOn)));
    Presence.Subscription subscription = done(presence.subscribe(TEA, told::add));
    presence.enter(COFFEE, new MemberInfo("ann", ""), "s1", 1);
    presence.enter(TEA, new MemberInfo("ann", ""), "s1", 1);
    subscription.cancel();
    goOn.countDown();
    done(presence.list(TEA, 1));
    assertThat(told).isEmpty();
    presence.close();
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BusyException busy(CompletionStage<?> stage) {
    assertThat(stage).isCompletedExceptionally();
    Throwable failure = stage.handle((done, cause) -> cause).toCompletableFuture().join();
    return StageFailure.as(BusyException.class, failure).orElseThrow();
  }

  @Test
  void nothingIsKeptOfARoomThatIsEmptyAndUnheard() {
    MemoryPresence presence = new MemoryPresence();
    Presence.Subscription subscription =
        presence.subscribe(TEA, change -> {}).toCompletableFuture().join();
    presence.enter(TEA, new MemberInfo("ann", ""), "s1", 1);
    presence.enter(COFFEE, new MemberInfo("ann", ""), "s1", 1);
    subscription.cancel();
    assertThat(presence.count()).isEqualTo(2);
    presence.leave(TEA, "ann", "s1");
    presence.leave(COFFEE, "ann", "s1");
    assertThat(presence.count()).isZero();
  }
}
