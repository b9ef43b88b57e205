package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.app.Defaults;
import io.parley.broker.memory.DirectBroker;
import io.parley.broker.memory.MemoryPresence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomsTest {
  private static final RoomName TEA = new RoomName("tea");

  private final Rooms rooms =
      new Rooms(
          DirectBroker.create(Defaults.memoryLimits()),
          new MemoryPresence(),
          Defaults.roomLimits());

  private record Ear(String id, Consumer<String> heard) implements Member {
    @Override
    public void deliver(StoredMessage storedMessage) {
      heard.accept(((Payload.Text) storedMessage.message().payload()).text());
    }
  }

  @Test
  void everyMemberIsToldTheSenderToo() {
    List<String> ann = new ArrayList<>();
    List<String> bob = new ArrayList<>();
    Membership membership = rooms.join(TEA, new Ear("ann", ann::add));
    rooms.join(TEA, new Ear("bob", bob::add));
    membership.publish(Payload.text("hi"));
    assertThat(ann).containsExactly("hi");
    assertThat(bob).containsExactly("hi");
  }

  /** So that its sender can be slowed down, also while it waits for space in the broker. */
  @Test
  void eachMessageIsReportedUntilItIsStored() {
    SlowBroker broker = new SlowBroker(Defaults.memoryLimits());
    Rooms slow = new Rooms(broker, new MemoryPresence(), Defaults.roomLimits());
    List<CompletableFuture<?>> storing = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    slow.reportStoring(
        (stage, bytes) -> {
          storing.add(stage.toCompletableFuture());
          sizes.add(bytes);
        });
    Membership ann = slow.join(TEA, new Ear("ann", text -> {}));
    broker.appends = new CompletableFuture<>();
    ann.publish(Payload.text("green"));
    broker.busy = Optional.of(new BusyException(new CompletableFuture<>()));
    ann.publish(Payload.text("tea"));
    assertThat(sizes).containsExactly(5, 3);
    assertThat(storing).noneMatch(CompletableFuture::isDone);
    broker.appends.complete(null);
    assertThat(storing.get(0)).isDone();
    assertThat(storing.get(1)).isNotDone();
  }

  @Test
  void whoLeftIsToldNothingAndLeavesOnce() {
    List<String> ann = new ArrayList<>();
    Membership gone = rooms.join(TEA, new Ear("ann", ann::add));
    Membership bob = rooms.join(TEA, new Ear("bob", text -> {}));
    gone.leave();
    gone.leave();
    bob.publish(Payload.text("hi"));
    assertThat(ann).isEmpty();
    assertThat(rooms.count()).isEqualTo(1);
  }

  /** The room is still handing out what was said before. */
  @Test
  void whoJoinsIsToldNothingThatWasSaidBefore() {
    List<String> late = new ArrayList<>();
    List<Membership> joined = new ArrayList<>();
    Membership ann =
        rooms.join(
            TEA,
            new Ear(
                "ann",
                text -> {
                  if (joined.isEmpty()) {
                    joined.add(rooms.join(TEA, new Ear("late", late::add)));
                  }
                }));
    for (int i = 0; i < 20; i++) {
      rooms.join(TEA, new Ear("other" + i, text -> {}));
    }
    ann.publish(Payload.text("before"));
    ann.publish(Payload.text("after"));
    assertThat(late).containsExactly("after");
  }

  @Test
  void aRoomThatCannotBeOpenedTakesNoPlace() {
    SlowBroker broker = new SlowBroker(Defaults.memoryLimits());
    RoomLimits one = new RoomLimits(1, 10, 0, Defaults.roomLimits().grace());
    Rooms few = new Rooms(broker, new MemoryPresence(), one);
    broker.deaf = true;
    assertThatThrownBy(() -> few.join(TEA, new Ear("ann", text -> {})))
        .isInstanceOf(UncheckedIOException.class);
    broker.deaf = false;
    few.join(TEA, new Ear("ann", text -> {}));
    assertThat(few.count()).isOne();
  }

  /** It finds out when all are in, and so does whoever comes later. */
  @Test
  void whoIsInARoomThatCannotBeReadIsTold() {
    SlowBroker broker = new SlowBroker(Defaults.memoryLimits());
    broker.subscriptions = new CompletableFuture<>();
    Rooms slow = new Rooms(broker, new MemoryPresence(), Defaults.roomLimits());
    List<String> failed = new ArrayList<>();
    Member ann =
        new Member() {
          @Override
          public String id() {
            return "ann";
          }

          @Override
          public void deliver(StoredMessage storedMessage) {}

          @Override
          public void failed(Throwable cause) {
            failed.add(cause.getMessage());
          }
        };
    Membership membership = slow.join(TEA, ann);
    assertThat(failed).isEmpty();
    broker.subscriptions.completeExceptionally(new IOException("disk gone"));
    assertThat(failed).isNotEmpty().allMatch(message -> message.contains("disk gone"));
    assertThatThrownBy(() -> slow.join(TEA, new Ear("bob", text -> {})))
        .isInstanceOf(UncheckedIOException.class);
    membership.leave();
    assertThat(slow.count()).isZero();
  }

  @Test
  void aRoomIsForgottenWithItsLastMember() {
    Membership ann = rooms.join(TEA, new Ear("ann", text -> {}));
    Membership bob = rooms.join(TEA, new Ear("bob", text -> {}));
    ann.leave();
    assertThat(rooms.count()).isEqualTo(1);
    bob.leave();
    assertThat(rooms.count()).isZero();
  }

  @Test
  void aMemberThatThrowsHurtsNobody() {
    List<String> bob = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      rooms.join(
          TEA,
          new Ear(
              "bad" + i,
              text -> {
                throw new IllegalStateException("bad");
              }));
    }
    Membership membership = rooms.join(TEA, new Ear("bob", bob::add));
    CompletionStage<Position> stored = membership.publish(Payload.text("hi"));
    assertThat(bob).containsExactly("hi");
    assertThat(stored.toCompletableFuture()).isCompleted();
  }

  @Test
  void membersMayJoinAndLeaveWhileAMessageIsHandedOut() {
    List<String> late = new ArrayList<>();
    AtomicReference<Membership> self = new AtomicReference<>();
    self.set(
        rooms.join(
            TEA,
            new Ear(
                "ann",
                text -> {
                  self.get().leave();
                  rooms.join(TEA, new Ear("late", late::add));
                })));
    Membership bob = rooms.join(TEA, new Ear("bob", text -> {}));
    bob.publish(Payload.text("one"));
    late.clear();
    bob.publish(Payload.text("two"));
    assertThat(late).containsExactly("two");
  }

  @Test
  void aMessageSaidWhileAnotherIsHandedOutComesAfterItForAll() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    AtomicReference<Membership> echo = new AtomicReference<>();
    rooms.join(TEA, new Ear("first", first::add));
    echo.set(
        rooms.join(
            TEA,
            new Ear(
                "echo",
                text -> {
                  if (text.equals("one")) {
                    echo.get().publish(Payload.text("two"));
                  }
                })));
    rooms.join(TEA, new Ear("second", second::add));
    echo.get().publish(Payload.text("one"));
    assertThat(first).containsExactly("one", "two");
    assertThat(second).containsExactly("one", "two");
  }

  @Test
  void fourThreadsAreHeardInOneOrderByAll() throws InterruptedException {
    int each = 2_000;
    List<String> bob = new ArrayList<>();
    List<String> cid = new ArrayList<>();
    rooms.join(TEA, new Ear("bob", bob::add));
    rooms.join(TEA, new Ear("cid", cid::add));
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int t = 0; t < 4; t++) {
      String name = "t" + t;
      Membership membership = rooms.join(TEA, new Ear(name, text -> {}));
      Thread thread =
          new Thread(
              () -> {
                awaitQuietly(start);
                for (int i = 0; i < each; i++) {
                  membership.publish(Payload.text(name + " " + i));
                }
              });
      threads.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(bob).hasSize(4 * each).isEqualTo(cid);
    for (int t = 0; t < 4; t++) {
      String name = "t" + t + " ";
      assertThat(bob.stream().filter(text -> text.startsWith(name)))
          .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> name + i).toList());
    }
  }

  @Test
  void whoJoinsHearsWhatIsSaidNextHoweverManyComeAndGo() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  rooms.join(TEA, new Ear("passer-by " + i, text -> {})).leave();
                }
              });
      threads.add(thread);
      thread.start();
    }
    List<String> heard = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Membership ann = rooms.join(TEA, new Ear("ann", heard::add));
      ann.publish(Payload.text("m" + i));
      ann.leave();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(heard)
        .containsExactlyElementsOf(IntStream.range(0, 1_000).mapToObj(i -> "m" + i).toList());
    assertThat(rooms.count()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
