package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.chat.Broker;
import io.parley.chat.Committed;
import io.parley.chat.Message;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.Replay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Broker} promises of the log: a part of {@link BrokerContract}. */
abstract class LogContract extends BrokerFixture {
  private static final String QUARTER = "x".repeat(Broker.MOST_READ / 4);

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
    assertThat(replay.messages()).extracting(BrokerFixture::text).containsExactly("b", "c");
  }

  @Test
  void offsetZeroStandsBeforeTheFirst() {
    Position first = append(TEA, "a");
    Replay replay = read(new Position(first.epoch(), 0), 10);
    assertThat(replay.gap()).isFalse();
    assertThat(replay.messages()).extracting(BrokerFixture::text).containsExactly("a");
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
    assertThat(read(first, 1).messages()).extracting(BrokerFixture::text).containsExactly("b");
  }

  @Test
  void aPositionOfAnotherEpochIsAGapBeforeTheOldest() {
    append(TEA, "a");
    Replay replay = read(new Position("another", 1), 10);
    assertThat(replay.gap()).isTrue();
    assertThat(replay.messages()).extracting(BrokerFixture::text).containsExactly("a");
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
  void whatEachMessageSaysComesBackAsItWas() {
    Instant at = Instant.ofEpochMilli(1_763_942_400_123L);
    Message said = new Message("i\u0000d", "a\u0000b", "Ann \uD83C\uDF75", Payload.text(""), at);
    Position first = join(broker.append(TEA, said));
    Committed read = read(new Position(first.epoch(), 0), 1).messages().get(0);
    assertThat(read.position()).isEqualTo(first);
    assertThat(read.message()).usingRecursiveComparison().isEqualTo(said);
  }

  @Test
  void nothingAndBytesOfAllKindsAreMessagesToo() {
    Position first = join(broker.append(TEA, binary()));
    join(broker.append(TEA, binary((byte) 0, (byte) -1)));
    List<Committed> read = read(new Position(first.epoch(), 0), 2).messages();
    assertThat(bytes(read.get(0))).isEmpty();
    assertThat(bytes(read.get(1))).containsExactly(0, -1);
  }

  @Test
  void oneThreadsAppendsKeepTheirOrderThoughItWaitsForNone() {
    List<CompletionStage<Position>> stages =
        IntStream.range(0, 500).mapToObj(i -> broker.append(TEA, message("m" + i))).toList();
    assertThat(stages.stream().map(stage -> join(stage).offset()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
  }

  @Test
  void theSameIdAgainIsTheSameMessage() {
    Position first = append(TEA, "id", "first");
    append(TEA, "other");
    assertThat(append(TEA, "id", "second")).isEqualTo(first);
    assertThat(head().offset()).isEqualTo(2);
    assertThat(texts(read(new Position(first.epoch(), 0), 10))).containsExactly("first", "other");
  }

  @Test
  void theSameIdInAnotherRoomIsAnotherMessage() {
    append(COFFEE, "id", "there");
    append(TEA, "a");
    assertThat(append(TEA, "id", "here").offset()).isEqualTo(2);
  }

  @Test
  void idsThatDifferAreDifferentMessages() {
    assertThat(append(TEA, "a\u0000b", "1").offset()).isEqualTo(1);
    assertThat(append(TEA, "a\u0000c", "2").offset()).isEqualTo(2);
    assertThat(append(TEA, "A\u0000b", "3").offset()).isEqualTo(3);
  }

  @Test
  void messagesWithoutAnIdAreAllDifferent() {
    assertThat(append(TEA, "", "same").offset()).isEqualTo(1);
    assertThat(append(TEA, "", "same").offset()).isEqualTo(2);
  }

  @Test
  void ofManyThreadsThatAppendOneIdOneStoresIt() throws InterruptedException {
    Set<Position> positions = ConcurrentHashMap.newKeySet();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Thread thread =
          new Thread(
              () -> {
                awaitQuietly(go);
                for (int i = 0; i < 100; i++) {
                  positions.add(append(TEA, "id" + i, "text"));
                }
              });
      threads.add(thread);
      thread.start();
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(positions).hasSize(100);
    assertThat(head().offset()).isEqualTo(100);
  }

  @Test
  void theHeadOfARoomWithoutMessagesIsWhereItsFirstMessageFollows() {
    Position head = head();
    assertThat(head.offset()).isZero();
    Position first = append(TEA, "a");
    assertThat(first.epoch()).isEqualTo(head.epoch());
    assertThat(read(head, 10).gap()).isFalse();
    assertThat(texts(read(head, 10))).containsExactly("a");
  }

  @Test
  void theHeadIsTheNewestMessagesPosition() {
    append(TEA, "a");
    append(COFFEE, "elsewhere");
    Position second = append(TEA, "b");
    assertThat(head()).isEqualTo(second);
  }

  @Test
  void aReadSaysWhetherTheLogGoesOn() {
    Position first = append(TEA, "a");
    append(TEA, "b");
    append(TEA, "c");
    assertThat(read(first, 1).more()).isTrue();
    assertThat(read(first, 2).more()).isFalse();
    assertThat(read(first, 3).more()).isFalse();
    assertThat(read(head(), 1).more()).isFalse();
    assertThat(read(new Position("another", 9), 2).more()).isTrue();
  }

  @Test
  void aReadOfNoneSaysWhetherTheLogGoesOn() {
    Position first = append(TEA, "a");
    assertThat(read(first, 0)).isEqualTo(new Replay(false, List.of(), false));
    append(TEA, "b");
    assertThat(read(first, 0)).isEqualTo(new Replay(false, List.of(), true));
  }

  @Test
  void aReadStopsBeforeTheBytesThatItMayReturnAreExceeded() {
    Position start = head();
    for (int i = 0; i < 5; i++) {
      append(TEA, QUARTER);
    }
    Replay four = read(start, 10);
    assertThat(four.messages()).hasSize(4);
    assertThat(four.more()).isTrue();
    assertThat(history(new Position(start.epoch(), 6), 10).messages())
        .extracting(committed -> committed.position().offset())
        .containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void aMessageThatIsLargerThanAReadMayReturnIsReadAlone() {
    Position start = head();
    append(TEA, "small");
    Position large = append(TEA, QUARTER.repeat(5));
    append(TEA, "small too");
    assertThat(texts(read(start, 10))).containsExactly("small");
    Replay alone = read(new Position(start.epoch(), 1), 10);
    assertThat(alone.messages()).extracting(Committed::position).containsExactly(large);
    assertThat(alone.more()).isTrue();
    assertThat(history(new Position(start.epoch(), 3), 10).messages())
        .extracting(Committed::position)
        .containsExactly(large);
  }

  @Test
  void aWholeLogIsReadInSteps() {
    Position at = head();
    for (int i = 0; i < 50; i++) {
      append(TEA, "m" + i);
    }
    List<String> all = new ArrayList<>();
    boolean more = true;
    while (more) {
      Replay replay = read(at, 7);
      all.addAll(texts(replay));
      at = replay.messages().get(replay.messages().size() - 1).position();
      more = replay.more();
    }
    assertThat(all)
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void historyIsTheLastMessagesBeforeAPositionOldestFirst() {
    append(TEA, "a");
    append(TEA, "b");
    Position third = append(TEA, "c");
    append(TEA, "d");
    Replay replay = history(third, 1);
    assertThat(texts(replay)).containsExactly("b");
    assertThat(replay.gap()).isFalse();
    assertThat(replay.more()).isTrue();
    assertThat(texts(history(third, 2))).containsExactly("a", "b");
    assertThat(history(third, 2).more()).isFalse();
    assertThat(history(third, 3).more()).isFalse();
  }

  @Test
  void nothingComesBeforeTheFirst() {
    Position first = append(TEA, "a");
    assertThat(history(first, 10)).isEqualTo(new Replay(false, List.of(), false));
    assertThat(history(new Position(first.epoch(), 0), 10))
        .isEqualTo(new Replay(false, List.of(), false));
  }

  @Test
  void historyBeforeWhatFollowsTheHeadIsTheNewest() {
    append(TEA, "a");
    Position head = append(TEA, "b");
    Replay replay = history(new Position(head.epoch(), head.offset() + 1), 1);
    assertThat(replay.gap()).isFalse();
    assertThat(texts(replay)).containsExactly("b");
  }

  @Test
  void historyBeforeAPositionThatTheLogDoesNotHaveIsAGapAndTheNewest() {
    append(TEA, "a");
    Position head = append(TEA, "b");
    for (Position position :
        List.of(new Position("another", 1), new Position(head.epoch(), head.offset() + 2))) {
      Replay replay = history(position, 1);
      assertThat(replay.gap()).isTrue();
      assertThat(texts(replay)).containsExactly("b");
      assertThat(replay.more()).isTrue();
    }
  }

  @Test
  void aRoomWithoutMessagesHasNoHistory() {
    Replay replay = history(new Position("any", 1), 10);
    assertThat(replay.messages()).isEmpty();
    assertThat(replay.more()).isFalse();
  }

  @Test
  void closedItTakesNoAppendAndHasCompletedThoseItTook() {
    List<CompletionStage<Position>> taken =
        IntStream.range(0, 500).mapToObj(i -> broker.append(TEA, message("m" + i))).toList();
    broker.close();
    broker.close();
    assertThat(taken).allMatch(stage -> stage.toCompletableFuture().isDone());
    assertThat(taken.stream().map(stage -> join(stage).offset()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 500).boxed().toList());
    assertThatThrownBy(() -> broker.append(TEA, message("late")).toCompletableFuture().get())
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  private static Message binary(byte... bytes) {
    return new Message("", "ann", "", Payload.binary(bytes), Instant.EPOCH);
  }

  private static byte[] bytes(Committed committed) {
    return ((Payload.Binary) committed.message().payload()).buffer().array();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
