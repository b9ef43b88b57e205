package io.parley.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.chat.Broker;
import io.parley.chat.HistoryPage;
import io.parley.chat.MediaType;
import io.parley.chat.Message;
import io.parley.chat.MessageHeaders;
import io.parley.chat.Payload;
import io.parley.chat.Position;
import io.parley.chat.StoredMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    HistoryPage historyPage = read(first, 10);
    assertThat(historyPage.gap()).isFalse();
    assertThat(historyPage.messages())
        .extracting(StoredMessage::position)
        .containsExactly(second, third);
    assertThat(historyPage.messages()).extracting(BrokerFixture::text).containsExactly("b", "c");
  }

  @Test
  void offsetZeroStandsBeforeTheFirst() {
    Position first = append(TEA, "a");
    HistoryPage historyPage = read(new Position(first.epoch(), 0), 10);
    assertThat(historyPage.gap()).isFalse();
    assertThat(historyPage.messages()).extracting(BrokerFixture::text).containsExactly("a");
  }

  @Test
  void nothingFollowsTheHead() {
    HistoryPage historyPage = read(append(TEA, "a"), 10);
    assertThat(historyPage.gap()).isFalse();
    assertThat(historyPage.messages()).isEmpty();
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
    HistoryPage historyPage = read(new Position("another", 1), 10);
    assertThat(historyPage.gap()).isTrue();
    assertThat(historyPage.messages()).extracting(BrokerFixture::text).containsExactly("a");
  }

  @Test
  void aPositionBeyondTheHeadIsAGap() {
    Position first = append(TEA, "a");
    assertThat(read(new Position(first.epoch(), 2), 10).gap()).isTrue();
  }

  @Test
  void aRoomWithoutMessagesHasNoPositionToGoOnFrom() {
    HistoryPage historyPage = read(new Position("any", 1), 10);
    assertThat(historyPage.gap()).isTrue();
    assertThat(historyPage.messages()).isEmpty();
  }

  @Test
  void whatEachMessageSaysComesBackAsItWas() {
    Instant at = Instant.ofEpochMilli(1_763_942_400_123L);
    Message said = new Message("i\u0000d", "a\u0000b", "Ann \uD83C\uDF75", Payload.text(""), at);
    Position first = join(broker.append(TEA, said));
    StoredMessage read = read(new Position(first.epoch(), 0), 1).messages().get(0);
    assertThat(read.position()).isEqualTo(first);
    assertThat(read.message()).usingRecursiveComparison().isEqualTo(said);
  }

  @Test
  void aMediaTypeAndHeadersComeBackAsTheyWere() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("z", "a:b; \uD83C\uDF75");
    values.put("empty", "");
    values.put("a", " spaces ");
    MessageHeaders headers = MessageHeaders.of(values);
    List<Message> said = new ArrayList<>();
    for (Payload payload : List.of(Payload.text("{}"), Payload.binary(new byte[] {0}))) {
      for (MediaType type : List.of(MediaType.TEXT, MediaType.OCTETS, MediaType.JSON)) {
        said.add(new Message("", "ann", "", payload, Instant.EPOCH, type, headers));
        said.add(new Message("", "ann", "", payload, Instant.EPOCH, type, MessageHeaders.NONE));
      }
    }
    said.forEach(message -> join(broker.append(TEA, message)));
    List<StoredMessage> read = read(new Position(head().epoch(), 0), 20).messages();
    assertThat(read)
        .extracting(stored -> stored.message().mediaType())
        .hasSize(12)
        .containsExactlyElementsOf(said.stream().map(Message::mediaType).toList());
    assertThat(read)
        .extracting(stored -> stored.message().headers())
        .containsExactlyElementsOf(said.stream().map(Message::headers).toList());
  }

  @Test
  void headersCountForTheBytesThatAReadMayReturn() {
    MessageHeaders headers =
        MessageHeaders.of(Map.of("a", "v".repeat(1_023), "b", "v".repeat(1_023)));
    Message message =
        new Message("", "ann", "", Payload.text(""), Instant.EPOCH, MediaType.TEXT, headers);
    for (int i = 0; i < 40; i++) {
      join(broker.append(TEA, message));
    }
    HistoryPage page = read(new Position(head().epoch(), 0), 100);
    assertThat(page.messages()).hasSize(32);
    assertThat(page.more()).isTrue();
  }

  @Test
  void nothingAndBytesOfAllKindsAreMessagesToo() {
    Position first = join(broker.append(TEA, binary()));
    join(broker.append(TEA, binary((byte) 0, (byte) -1)));
    List<StoredMessage> read = read(new Position(first.epoch(), 0), 2).messages();
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
    assertThat(read(first, 0)).isEqualTo(new HistoryPage(false, List.of(), false));
    append(TEA, "b");
    assertThat(read(first, 0)).isEqualTo(new HistoryPage(false, List.of(), true));
  }

  @Test
  void aReadStopsBeforeTheBytesThatItMayReturnAreExceeded() {
    Position start = head();
    for (int i = 0; i < 5; i++) {
      append(TEA, QUARTER);
    }
    HistoryPage four = read(start, 10);
    assertThat(four.messages()).hasSize(4);
    assertThat(four.more()).isTrue();
    assertThat(history(new Position(start.epoch(), 6), 10).messages())
        .extracting(storedMessage -> storedMessage.position().offset())
        .containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void aMessageThatIsLargerThanAReadMayReturnIsReadAlone() {
    Position start = head();
    append(TEA, "small");
    Position large = append(TEA, QUARTER.repeat(5));
    append(TEA, "small too");
    assertThat(texts(read(start, 10))).containsExactly("small");
    HistoryPage alone = read(new Position(start.epoch(), 1), 10);
    assertThat(alone.messages()).extracting(StoredMessage::position).containsExactly(large);
    assertThat(alone.more()).isTrue();
    assertThat(history(new Position(start.epoch(), 3), 10).messages())
        .extracting(StoredMessage::position)
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
      HistoryPage historyPage = read(at, 7);
      all.addAll(texts(historyPage));
      at = historyPage.messages().get(historyPage.messages().size() - 1).position();
      more = historyPage.more();
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
    HistoryPage historyPage = history(third, 1);
    assertThat(texts(historyPage)).containsExactly("b");
    assertThat(historyPage.gap()).isFalse();
    assertThat(historyPage.more()).isTrue();
    assertThat(texts(history(third, 2))).containsExactly("a", "b");
    assertThat(history(third, 2).more()).isFalse();
    assertThat(history(third, 3).more()).isFalse();
  }

  @Test
  void nothingComesBeforeTheFirst() {
    Position first = append(TEA, "a");
    assertThat(history(first, 10)).isEqualTo(new HistoryPage(false, List.of(), false));
    assertThat(history(new Position(first.epoch(), 0), 10))
        .isEqualTo(new HistoryPage(false, List.of(), false));
  }

  @Test
  void historyBeforeWhatFollowsTheHeadIsTheNewest() {
    append(TEA, "a");
    Position head = append(TEA, "b");
    HistoryPage historyPage = history(new Position(head.epoch(), head.offset() + 1), 1);
    assertThat(historyPage.gap()).isFalse();
    assertThat(texts(historyPage)).containsExactly("b");
  }

  @Test
  void historyBeforeAPositionThatTheLogDoesNotHaveIsAGapAndTheNewest() {
    append(TEA, "a");
    Position head = append(TEA, "b");
    for (Position position :
        List.of(new Position("another", 1), new Position(head.epoch(), head.offset() + 2))) {
      HistoryPage historyPage = history(position, 1);
      assertThat(historyPage.gap()).isTrue();
      assertThat(texts(historyPage)).containsExactly("b");
      assertThat(historyPage.more()).isTrue();
    }
  }

  @Test
  void aRoomWithoutMessagesHasNoHistory() {
    HistoryPage historyPage = history(new Position("any", 1), 10);
    assertThat(historyPage.messages()).isEmpty();
    assertThat(historyPage.more()).isFalse();
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

  private static byte[] bytes(StoredMessage storedMessage) {
    return ((Payload.Binary) storedMessage.message().payload()).buffer().array();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
