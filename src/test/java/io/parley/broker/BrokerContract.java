package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.Replay;
import io.parley.chat.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Broker} promises: a broker's test extends this and says how to make one. */
public abstract class BrokerContract {
  private static final RoomName TEA = new RoomName("tea");
  private static final RoomName COFFEE = new RoomName("coffee");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Committed> heard = Collections.synchronizedList(new ArrayList<>());
  private Broker broker;

  /** A broker with nothing in it. */
  protected abstract Broker create();

  @BeforeEach
  void createBroker() {
    broker = create();
  }

  @Test
  void offsetsRunFromOneWithoutHolesInEachRoom() {
    assertThat(append(TEA, "a").offset()).isEqualTo(1);
    assertThat(append(TEA, "b").offset()).isEqualTo(2);
    assertThat(append(COFFEE, "c").offset()).isEqualTo(1);
    assertThat(append(TEA, "d").offset()).isEqualTo(3);
  }

  @Test
  void oneRoomHasOneEpoch() {
    assertThat(append(TEA, "a").epoch()).isNotEmpty().isEqualTo(append(TEA, "b").epoch());
  }

  @Test
  void anotherBrokerHasAnotherEpoch() {
    String epoch = append(TEA, "a").epoch();
    broker = create();
    assertThat(append(TEA, "a").epoch()).isNotEqualTo(epoch);
  }

  @Test
  void whatWasAppendedCanBeReadInOrder() {
    Position first = append(TEA, "a");
    Position second = append(TEA, "b");
    Position third = append(TEA, "c");
    Replay replay = read(first, 10);
    assertThat(replay.gap()).isFalse();
    assertThat(replay.messages()).extracting(Committed::position).containsExactly(second, third);
    assertThat(replay.messages()).extracting(BrokerContract::text).containsExactly("b", "c");
  }

  @Test
  void offsetZeroStandsBeforeTheFirst() {
    Position first = append(TEA, "a");
    Replay replay = read(new Position(first.epoch(), 0), 10);
    assertThat(replay.gap()).isFalse();
    assertThat(replay.messages()).extracting(BrokerContract::text).containsExactly("a");
  }

  @Test
  void nothingFollowsTheHead() {
    Replay replay = read(append(TEA, "a"), 10);
    assertThat(replay.gap()).isFalse();
    assertThat(replay.messages()).isEmpty();
  }

  @Test
  void noMoreIsReadThanAskedFor() {
    Position first = append(TEA, "a");
    append(TEA, "b");
    append(TEA, "c");
    assertThat(read(first, 1).messages()).extracting(BrokerContract::text).containsExactly("b");
  }

  @Test
  void aPositionOfAnotherEpochIsAGapBeforeTheOldest() {
    append(TEA, "a");
    Replay replay = read(new Position("another", 1), 10);
    assertThat(replay.gap()).isTrue();
    assertThat(replay.messages()).extracting(BrokerContract::text).containsExactly("a");
  }

  @Test
  void aPositionBeyondTheHeadIsAGap() {
    Position first = append(TEA, "a");
    assertThat(read(new Position(first.epoch(), 2), 10).gap()).isTrue();
  }

  @Test
  void aRoomWithoutMessagesHasNoPositionToGoOnFrom() {
    Replay replay = read(new Position("any", 1), 10);
    assertThat(replay.gap()).isTrue();
    assertThat(replay.messages()).isEmpty();
  }

  @Test
  void textAndBinaryComeBackAsTheyWere() {
    broker.subscribe(TEA, heard::add);
    join(
        broker.append(
            TEA, new Message("", "ann", "Ann", Payload.binary(new byte[] {0, -1}), Instant.EPOCH)));
    append(TEA, "é");
    awaitHeard(2);
    Message binary = heard.get(0).message();
    assertThat(binary.sender()).isEqualTo("ann");
    assertThat(((Payload.Binary) binary.payload()).buffer().array()).containsExactly(0, -1);
    assertThat(text(heard.get(1))).isEqualTo("é");
  }

  @Test
  void aListenerHearsWhatIsAppendedAfterItSubscribedAndNothingElse() {
    append(TEA, "before");
    broker.subscribe(TEA, heard::add);
    append(COFFEE, "elsewhere");
    Position position = append(TEA, "after");
    awaitHeard(1);
    assertThat(heard).extracting(BrokerContract::text).containsExactly("after");
    assertThat(heard).extracting(Committed::position).containsExactly(position);
  }

  @Test
  void aListenerThatCameAfterAnAppendDoesNotHearItHoweverLateItIsHandedOver() {
    List<Committed> late = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(
        TEA,
        committed -> {
          if (text(committed).equals("one")) {
            broker
                .append(TEA, message("two"))
                .whenComplete((position, failure) -> broker.subscribe(TEA, late::add));
          }
        });
    broker.subscribe(TEA, heard::add);
    append(TEA, "one");
    awaitHeard(2);
    append(TEA, "three");
    await(late, 1);
    assertThat(late).extracting(BrokerContract::text).containsExactly("three");
  }

  @Test
  void aCancelledListenerHearsNothing() {
    List<Committed> stays = Collections.synchronizedList(new ArrayList<>());
    Broker.Subscription subscription = broker.subscribe(TEA, heard::add);
    broker.subscribe(TEA, stays::add);
    subscription.cancel();
    subscription.cancel();
    append(TEA, "a");
    await(stays, 1);
    assertThat(heard).isEmpty();
  }

  @Test
  void aListenerThatThrowsHurtsNobody() {
    broker.subscribe(
        TEA,
        committed -> {
          throw new IllegalStateException("bad");
        });
    broker.subscribe(TEA, heard::add);
    append(TEA, "a");
    append(TEA, "b");
    awaitHeard(2);
    assertThat(heard).extracting(BrokerContract::text).containsExactly("a", "b");
  }

  @Test
  void aListenerMayAppend() {
    AtomicReference<Position> answer = new AtomicReference<>();
    broker.subscribe(
        TEA,
        committed -> {
          if (text(committed).equals("question")) {
            broker
                .append(TEA, message("answer"))
                .whenComplete((position, failure) -> answer.set(position));
          }
        });
    broker.subscribe(TEA, heard::add);
    append(TEA, "question");
    awaitHeard(2);
    assertThat(heard).extracting(BrokerContract::text).containsExactly("question", "answer");
    assertThat(answer.get().offset()).isEqualTo(2);
  }

  @Test
  void allListenersHearOneOrderOfWhatManyThreadsAppend() throws InterruptedException {
    int each = 500;
    List<Committed> other = Collections.synchronizedList(new ArrayList<>());
    broker.subscribe(TEA, heard::add);
    broker.subscribe(TEA, other::add);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String name = "t" + t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < each; i++) {
                  append(TEA, name);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    awaitHeard(4 * each);
    await(other, 4 * each);
    assertThat(heard).isEqualTo(other);
    assertThat(heard)
        .extracting(committed -> committed.position().offset())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 4L * each).boxed().toList());
  }

  private Position append(RoomName room, String text) {
    return join(broker.append(room, message(text)));
  }

  private Replay read(Position after, int limit) {
    return join(broker.read(TEA, after, limit));
  }

  private void awaitHeard(int count) {
    await(heard, count);
  }

  private static void await(List<?> list, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (list.size() < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(list).hasSizeGreaterThanOrEqualTo(count);
  }

  private static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new AssertionError("the stage failed", e.getCause());
    }
  }

  private static Message message(String text) {
    return new Message("", "ann", "Ann", Payload.text(text), Instant.EPOCH);
  }

  private static String text(Committed committed) {
    return ((Payload.Text) committed.message().payload()).text();
  }
}
